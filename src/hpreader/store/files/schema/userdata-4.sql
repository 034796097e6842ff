-- The user's own data, version 4: the former texts of saved articles that were edited, compressed JSON.

CREATE TABLE IF NOT EXISTS former_text (id TEXT PRIMARY KEY, texts BLOB NOT NULL) WITHOUT ROWID;
