-- The cache: all of it can be fetched again. Times are seconds since 1970 in UTC.
-- A change of a table here, or of the results of text.fold, text.tone_key and the places of a text, needs a new
-- CACHE_VERSION in migrations.py: a cache of another version is replaced by an empty one.

CREATE TABLE article (
    number INTEGER PRIMARY KEY,          -- grows with sorted_at: see article_table.py
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    guid TEXT DEFAULT '',                -- NULL where it is the url
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
    listed INTEGER NOT NULL DEFAULT 0,   -- whether a list contained it
    cached INTEGER NOT NULL DEFAULT 0,   -- whether there is a body
    has_page INTEGER NOT NULL DEFAULT 0, -- whether that body was made from the article's own page
    read INTEGER NOT NULL DEFAULT 0,     -- read and saved are copies of userdata.mark, kept here
    saved INTEGER NOT NULL DEFAULT 0,    -- so that lists and counts need one index only
    words INTEGER NOT NULL DEFAULT 0,    -- the number of words in the body
    has_entry INTEGER NOT NULL DEFAULT 0, -- whether a list contained it
    content INTEGER,                     -- the key of its texts, where there are any beside those above
    muted TEXT NOT NULL DEFAULT '',      -- the rule that hides it from lists and searches, unless it is saved
    kept TEXT NOT NULL DEFAULT '',       -- the rule that keeps it from being pruned
    tags TEXT NOT NULL DEFAULT '[]',     -- those that rules give it, as a JSON array
    edited TEXT NOT NULL DEFAULT ''      -- JSON: what was edited since it was read, see replacement.py
);
CREATE INDEX article_saved ON article (sorted_at DESC, id) WHERE saved = 1;
-- The columns that searches filter by: reading the index takes a tenth of reading the rows.
CREATE INDEX article_facts ON article (number, day, read, saved);
CREATE INDEX article_muted ON article (number) WHERE muted <> '' AND saved = 0;
CREATE INDEX article_cached ON article (cached) WHERE cached = 1;

-- The lists that contain an article: that of everything ('', ''), of its section in all sources
-- ('', section), of each of its sources (source, '') and of its sections there (source, section). Those of
-- a hidden article are lists of their own, which begin with a mark: see stored_article.py.
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
CREATE INDEX placement_article ON placement (id);

-- The last entry of an article in each list: two lists may give it different texts.
CREATE TABLE list_fingerprint (
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (number, source, section)
) WITHOUT ROWID;

-- The numbers of articles in each list, and in each of its days: placements.py writes all three tables.
CREATE TABLE list_count (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (source, section)
) WITHOUT ROWID;
CREATE TABLE day_count (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    day INTEGER NOT NULL,
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (source, section, day)
) WITHOUT ROWID;

-- The names of sources, sections, tags, places and kinds of notice, and the articles that have them, for
-- `source:`, `section:`, `tag:` and `place:`.
CREATE TABLE label (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                  -- 'source', 'section', 'tag', 'place' or 'notice'
    name TEXT NOT NULL,
    UNIQUE (kind, name)
);
CREATE TABLE article_label (
    label INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (label, number)
) WITHOUT ROWID;

-- The body of an article and its last entry in a list, compressed together: see contents.py. The keys grow,
-- so that pages are filled whatever the order of the articles.
CREATE TABLE content (key INTEGER PRIMARY KEY, data BLOB NOT NULL);

-- FTS5 deletes a row of an index without contents only if given its words: they are made anew of the texts.
-- The words are prepared by fts_index.py; this tokenizer only splits them at spaces. Prefixes of one
-- or two letters match a large part of all words, so they have indexes of their own; longer ones are
-- searched as the words that begin so, of which SQLite reads the newest matches only. Without positions and in one column an index takes a quarter
-- of the space; positions are needed for phrases only.
CREATE VIRTUAL TABLE fts_forms USING fts5 (
    words, content = '', detail = none, columnsize = 0, prefix = '1 2', tokenize = 'ascii'
);
-- Each word of fts_forms once, without the mark of its exact spelling: what a beginning stands for.
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE fts_sequence USING fts5 (
    words, content = '', columnsize = 0, tokenize = 'ascii'
);

CREATE TABLE http_validator (
    url TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
-- The items of each feed whose articles are stored: see known_items.py. With row numbers, because a row
-- is several kilobytes long, and tables without them keep what exceeds a quarter of a page in pages of its own.
CREATE TABLE known_items (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    items BLOB NOT NULL,
    at INTEGER NOT NULL                  -- when the feed last had other items
);
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

-- Stories: which articles report one event. A row of story_article is made when an article is compared for
-- the first time. Only articles of some weeks have keys, by which an article finds those that it is compared
-- with. Nothing is written here until stories are asked for.
CREATE TABLE story_article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    day INTEGER NOT NULL,                -- the absolute value of article.day
    added_at INTEGER NOT NULL,           -- when it was first compared: about when it came
    stale INTEGER NOT NULL DEFAULT 0,    -- whether its keys were deleted
    story INTEGER NOT NULL DEFAULT 0,    -- the smallest number of its story's articles; 0: it is alone
    copy_of INTEGER NOT NULL DEFAULT 0,  -- the smallest number of those with its text; 0: no other has it
    features BLOB NOT NULL
);
CREATE INDEX story_day ON story_article (day, number, stale);
CREATE INDEX story_members ON story_article (story, day, number, id) WHERE story > 0;
CREATE TABLE story_key (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (key, day, number)
) WITHOUT ROWID;
CREATE TABLE story_link (
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    score REAL NOT NULL,
    is_copy INTEGER NOT NULL,
    reasons TEXT NOT NULL,               -- JSON: [[kind, weight, [value, …]], …]
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX story_link_second ON story_link (second);
-- The days of which all articles were compared, and the articles that were stored since.
CREATE TABLE story_scan (first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE story_pending (number INTEGER PRIMARY KEY);
-- INSERT OR REPLACE, by which articles are stored, deletes no row as far as triggers are concerned.
CREATE TRIGGER story_outdated AFTER INSERT ON article WHEN EXISTS (SELECT 1 FROM story_scan) BEGIN
    INSERT OR IGNORE INTO story_pending (number) VALUES (new.number);
END;
CREATE TRIGGER story_removed AFTER DELETE ON article BEGIN
    DELETE FROM story_link WHERE first = old.number OR second = old.number;
    DELETE FROM story_article WHERE number = old.number;
    DELETE FROM story_pending WHERE number = old.number;
END;
