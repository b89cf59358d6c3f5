-- SQLite. The words of one statement.
INSERT INTO words (rowid, content, speaker, actor, via, about, outlet, every)
VALUES (:number, :content, :speaker, :actor, :via, :about, :outlet, 'x')
