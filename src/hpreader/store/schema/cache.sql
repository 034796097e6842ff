-- The cache: all of it can be fetched again. Times are seconds since 1970 in UTC.
-- A change of a table here, or of the results of text.fold and text.tone_key, needs a new
-- CACHE_VERSION in migrations.py: a cache of another version is replaced by an empty one.

CREATE TABLE article (
    number INTEGER PRIMARY KEY,          -- grows with sorted_at: see article_table.py
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    guid TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT '',
    sections TEXT NOT NULL DEFAULT '[]', -- JSON array of names
    title TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL DEFAULT '',     -- title and summary without case and diacritics, for the filter
    published INTEGER,
    sorted_at INTEGER NOT NULL,          -- published, or by when it was first seen: see timestamps.py
    day INTEGER NOT NULL,                -- of sorted_at in Vietnam, as date.toordinal counts; negative: no date
    seen_at INTEGER NOT NULL,            -- when a list last contained it, or it was fetched
    opened_at INTEGER,
    fingerprint TEXT NOT NULL DEFAULT '',
    listed INTEGER NOT NULL DEFAULT 0,   -- whether a list contained it
    cached INTEGER NOT NULL DEFAULT 0,   -- whether there is a body
    has_page INTEGER NOT NULL DEFAULT 0, -- whether that body was made from the article's own page
    read INTEGER NOT NULL DEFAULT 0,     -- read and saved are copies of userdata.mark, kept here
    saved INTEGER NOT NULL DEFAULT 0,    -- so that lists and counts need one index only
    words INTEGER NOT NULL DEFAULT 0     -- the number of words in the body
);
CREATE INDEX article_saved ON article (sorted_at DESC, id) WHERE saved = 1;
CREATE INDEX article_pageless ON article (sorted_at DESC, id) WHERE listed = 1 AND has_page = 0;
-- The columns that searches filter by: reading the index takes a tenth of reading the rows.
CREATE INDEX article_facts ON article (number, day, read, saved);
CREATE INDEX article_cached ON article (cached) WHERE cached = 1;

-- The lists that contain an article: that of everything ('', ''), of its section in all sources
-- ('', section), of each of its sources (source, '') and of its sections there (source, section).
CREATE TABLE placement (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    sorted_at INTEGER NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (source, section, sorted_at DESC, id)
) WITHOUT ROWID;
CREATE INDEX placement_unread ON placement (source, section, sorted_at DESC, id) WHERE unread = 1;
CREATE INDEX placement_day ON placement (source, section, day, unread);
CREATE INDEX placement_article ON placement (id);

-- The last entry of an article in each list: two lists may give it different texts.
CREATE TABLE list_fingerprint (
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (id, source, section)
) WITHOUT ROWID;

-- The numbers of articles in each list, updated by the triggers.
CREATE TABLE list_count (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (source, section)
) WITHOUT ROWID;
CREATE TRIGGER placement_inserted AFTER INSERT ON placement BEGIN
    INSERT INTO list_count (source, section, total, unread)
    VALUES (new.source, new.section, 1, new.unread)
    ON CONFLICT (source, section)
    DO UPDATE SET total = total + 1, unread = unread + excluded.unread;
END;
CREATE TRIGGER placement_deleted AFTER DELETE ON placement BEGIN
    UPDATE list_count SET total = total - 1, unread = unread - old.unread
    WHERE source = old.source AND section = old.section;
END;
CREATE TRIGGER placement_updated AFTER UPDATE OF unread ON placement BEGIN
    UPDATE list_count SET unread = unread + new.unread - old.unread
    WHERE source = new.source AND section = new.section;
END;

-- The names of sources and sections, and the articles that have them, for `source:` and `section:`.
CREATE TABLE label (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                  -- 'source' or 'section'
    name TEXT NOT NULL,
    UNIQUE (kind, name)
);
CREATE TABLE article_label (
    label INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (label, number)
) WITHOUT ROWID;
CREATE INDEX article_label_number ON article_label (number);

CREATE TABLE body (number INTEGER PRIMARY KEY, cached_at INTEGER NOT NULL, article BLOB NOT NULL);
CREATE TABLE entry (number INTEGER PRIMARY KEY, entry BLOB NOT NULL);

-- The text as it was indexed: FTS5 deletes a row of an index without contents only if given its words.
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    lede TEXT NOT NULL,
    text BLOB NOT NULL
);
-- The words are prepared by fts_index.py; this tokenizer only splits them at spaces. Prefixes of up to
-- four letters match a large part of all words, so they have indexes of their own.
CREATE VIRTUAL TABLE fts_exact USING fts5 (
    title, lede, text, content = '', tokenize = 'ascii', prefix = '1 2 3 4'
);
CREATE VIRTUAL TABLE fts_folded USING fts5 (
    title, lede, text, content = '', tokenize = 'ascii', prefix = '1 2 3 4'
);

CREATE TABLE http_validator (
    url TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE source_check (
    name TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    problem TEXT,
    worked_at INTEGER                    -- when it was last synchronised without a problem
) WITHOUT ROWID;
CREATE TABLE note (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,                 -- JSON, but for the revision of the marks
    at INTEGER NOT NULL,                 -- when it was stored
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;

-- Images as they are drawn: small JPEGs, or the problem of those without one. The length comes
-- before the data, so that adding up the lengths reads no image.
CREATE TABLE image (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    width INTEGER NOT NULL,              -- 0 where there is a problem
    height INTEGER NOT NULL,
    at INTEGER NOT NULL,                 -- when it was fetched
    seen_at INTEGER NOT NULL,            -- when it was last drawn
    problem TEXT,
    length INTEGER NOT NULL,
    data BLOB
);
