-- SQLite. The log of what people decide: rows are added, never changed, never deleted.
CREATE TABLE IF NOT EXISTS decisions (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    author  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    value   TEXT NOT NULL CHECK (json_valid(value)),
    reason  TEXT,
    undoes  INTEGER REFERENCES decisions (id)
) STRICT;

CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'a decision is not changed; undo it'); END;

CREATE TRIGGER IF NOT EXISTS decisions_remain BEFORE DELETE ON decisions
BEGIN SELECT raise(ABORT, 'a decision is not deleted; undo it'); END;

PRAGMA user_version = 1;
