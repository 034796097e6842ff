-- The user's own data, version 3: what rules did once with an article, so that the user can take it back.

CREATE TABLE rule_action (
    id TEXT NOT NULL,
    action TEXT NOT NULL,                -- one of model.rules.ACTIONS_DONE_ONCE
    rule TEXT NOT NULL,                  -- the name of the rule
    at INTEGER NOT NULL,
    PRIMARY KEY (id, action, rule)
) WITHOUT ROWID;
