-- The user's own data, version 5: articles that the user says report two different events.

CREATE TABLE story_split (
    first TEXT NOT NULL,                 -- the ids of two articles, the smaller one first
    second TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX story_split_second ON story_split (second);
