-- The cache: all of it can be fetched again. Times are seconds since 1970 in UTC.
-- Whoever changes a table here, or what text.fold and text.tone_key make of a word, raises
-- CACHE_VERSION in versions.py: caches of another version are begun anew.

CREATE TABLE article (
    number INTEGER PRIMARY KEY,          -- grows with the time of the news: see records.py
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    guid TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT '',
    sections TEXT NOT NULL DEFAULT '[]', -- JSON array of names
    title TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL DEFAULT '',     -- title and summary without case and marks, for the filter
    published INTEGER,
    sorted_at INTEGER NOT NULL,          -- published, or first seen
    day INTEGER NOT NULL,                -- of sorted_at in Vietnam, days since 0001-01-01
    seen_at INTEGER NOT NULL,            -- last brought by a list or fetched
    opened_at INTEGER,
    fingerprint TEXT NOT NULL DEFAULT '',
    listed INTEGER NOT NULL DEFAULT 0,
    cached INTEGER NOT NULL DEFAULT 0,   -- whether there is a body
    has_page INTEGER NOT NULL DEFAULT 0, -- whether that body was made with the article's own page
    read INTEGER NOT NULL DEFAULT 0,     -- read and saved are copies of userdata's marks, kept here
    saved INTEGER NOT NULL DEFAULT 0,    -- so that lists and counts need one index only
    words INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX article_saved ON article (sorted_at DESC, id) WHERE saved = 1;
CREATE INDEX article_pageless ON article (sorted_at DESC, id) WHERE listed = 1 AND has_page = 0;
-- What a search filters by: reading it here costs a tenth of reading the rows.
CREATE INDEX article_facts ON article (number, day, read, saved);
CREATE INDEX article_cached ON article (cached) WHERE cached = 1;

-- Where a listed article stands: in all news ('', ''), in its section of all sources ('', section),
-- in each of its sources (source, '') and there in its sections (source, section).
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

-- What each list said last of an article: two lists may say it in different words.
CREATE TABLE brought (
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (id, source, section)
) WITHOUT ROWID;

-- How many articles stand in each place, counted as they come and go.
CREATE TABLE tally (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (source, section)
) WITHOUT ROWID;
CREATE TRIGGER placement_made AFTER INSERT ON placement BEGIN
    INSERT INTO tally (source, section, total, unread)
    VALUES (new.source, new.section, 1, new.unread)
    ON CONFLICT (source, section)
    DO UPDATE SET total = total + 1, unread = unread + excluded.unread;
END;
CREATE TRIGGER placement_gone AFTER DELETE ON placement BEGIN
    UPDATE tally SET total = total - 1, unread = unread - old.unread
    WHERE source = old.source AND section = old.section;
END;
CREATE TRIGGER placement_read AFTER UPDATE OF unread ON placement BEGIN
    UPDATE tally SET unread = unread + new.unread - old.unread
    WHERE source = new.source AND section = new.section;
END;

-- Every name of a source or a section, and the articles that have it, for `source:` and `section:`.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
);
CREATE TABLE naming (
    name INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (name, number)
) WITHOUT ROWID;
CREATE INDEX naming_article ON naming (number);

CREATE TABLE body (number INTEGER PRIMARY KEY, cached_at INTEGER NOT NULL, article BLOB NOT NULL);
CREATE TABLE entry (number INTEGER PRIMARY KEY, entry BLOB NOT NULL);

-- The text as it was indexed: an index without contents forgets a row only when told its words.
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    lede TEXT NOT NULL,
    text BLOB NOT NULL
);
-- The words come prepared (see words.py); this tokenizer only parts them at spaces. Prefixes of up to
-- four letters, which is what one types, would each be a large part of the dictionary: they have
-- indexes of their own.
CREATE VIRTUAL TABLE words_exact USING fts5 (
    title, lede, text, content = '', tokenize = 'ascii', prefix = '1 2 3 4'
);
CREATE VIRTUAL TABLE words_folded USING fts5 (
    title, lede, text, content = '', tokenize = 'ascii', prefix = '1 2 3 4'
);

CREATE TABLE response (
    url TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE source_check (
    name TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    problem TEXT,
    worked_at INTEGER                    -- when it was last asked without a problem
) WITHOUT ROWID;
CREATE TABLE note (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at INTEGER NOT NULL                  -- when it was put
) WITHOUT ROWID;

-- Photos as they are drawn: small JPEGs, or why there is none. The length stands before the data,
-- so that summing them up reads no photo.
CREATE TABLE picture (
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
