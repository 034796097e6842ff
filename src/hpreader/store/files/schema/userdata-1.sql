-- The user's own data, version 1. Never edited once released: a change is the next file.

CREATE TABLE mark (
    id TEXT PRIMARY KEY,
    read_at INTEGER,
    saved_at INTEGER
) WITHOUT ROWID;

-- Saved articles whole, so that the shelf survives a deleted cache.
CREATE TABLE shelf (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    headline BLOB NOT NULL,
    listed INTEGER NOT NULL,
    article BLOB
);

-- Addresses and guids whose id cannot be derived from themselves; the key is their hash.
CREATE TABLE alias (key INTEGER PRIMARY KEY, id TEXT NOT NULL);

CREATE TABLE visit (position INTEGER PRIMARY KEY, visit TEXT NOT NULL);

CREATE TABLE queue (url TEXT PRIMARY KEY, title TEXT NOT NULL, at INTEGER NOT NULL);

CREATE TABLE source (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
