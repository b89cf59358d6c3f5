-- SQLite. What is known of every address that was fetched: the last answer's marks, and where its pages lie. A row for
-- each answer that held a page, so that what a page once said can be shown.
CREATE TABLE IF NOT EXISTS visits (
    address  TEXT PRIMARY KEY,
    checked  TEXT NOT NULL,
    etag     TEXT,
    modified TEXT,
    digest   TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS answers (
    address TEXT NOT NULL,
    fetched TEXT NOT NULL,
    file    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    digest  TEXT NOT NULL,
    name    TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS answers_by_address ON answers (address, fetched);
PRAGMA user_version = 1;
