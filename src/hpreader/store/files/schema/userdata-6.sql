-- The user's own data, version 6: accounts on servers, and on what both sides agreed last.

CREATE TABLE account (
    name TEXT PRIMARY KEY,
    account TEXT NOT NULL                -- model.accounts.Account; no password
) WITHOUT ROWID;

-- What is queued is not stored twice: it is what marks and subscriptions differ in from these two tables.
CREATE TABLE account_item (
    account TEXT NOT NULL,
    item TEXT NOT NULL,                  -- its id at the server: 16 hexadecimal digits
    url TEXT NOT NULL,                   -- canonical; empty: the server names none
    is_read INTEGER,                     -- agreed last; NULL: forgotten
    is_saved INTEGER,
    sends_read INTEGER NOT NULL DEFAULT 0,  -- whether another value was sent and not confirmed yet
    sends_saved INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, item)
) WITHOUT ROWID;

CREATE TABLE account_feed (
    account TEXT NOT NULL,
    feed TEXT NOT NULL,                  -- what spellings of its address share (model.list_names.list_key)
    stream TEXT NOT NULL,                -- its id at the server; empty: the server does not take it
    PRIMARY KEY (account, feed)
) WITHOUT ROWID;
