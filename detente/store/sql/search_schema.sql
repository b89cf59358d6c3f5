-- SQLite. The words of the statements (porter stems, no accents; ``every`` holds one word, to say "all but"), and what
-- a hit is known by. The words themselves are not kept: the store has them.
CREATE VIRTUAL TABLE words USING fts5 (
    content, speaker, actor, via, about, outlet, every,
    content = '', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE found (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    speaker TEXT,
    actor   TEXT,
    outlet  TEXT,
    first   TEXT,
    last    TEXT
) STRICT;
