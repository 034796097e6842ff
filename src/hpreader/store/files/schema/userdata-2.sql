-- The user's own data, version 2: how far each article was read, and the place where it was left.

CREATE TABLE progress (
    id TEXT PRIMARY KEY,
    block INTEGER NOT NULL,              -- block and offset of the top line, as in model.Anchor
    offset INTEGER NOT NULL,
    shown REAL NOT NULL,                 -- how much of the text had been on the screen, 0 to 1
    at INTEGER NOT NULL
) WITHOUT ROWID;
