-- SQLite. What every hit is known by.
SELECT number, id, speaker, actor, outlet, first, last FROM found ORDER BY number
