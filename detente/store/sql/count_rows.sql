-- How many rows each table holds.
SELECT 'articles' AS "table", count(*) AS "rows" FROM articles
UNION ALL SELECT 'rejects', count(*) FROM rejects
UNION ALL SELECT 'mentions', count(*) FROM mentions
UNION ALL SELECT 'links', count(*) FROM links
UNION ALL SELECT 'roles', count(*) FROM roles
UNION ALL SELECT 'times', count(*) FROM times
UNION ALL SELECT 'statements', count(*) FROM statements
UNION ALL SELECT 'forecasts', count(*) FROM forecasts
UNION ALL SELECT 'events', count(*) FROM events
UNION ALL SELECT 'commitments', count(*) FROM commitments
UNION ALL SELECT 'retellings', count(*) FROM retellings
UNION ALL SELECT 'pairs', count(*) FROM pairs
UNION ALL SELECT 'stories', count(*) FROM stories
