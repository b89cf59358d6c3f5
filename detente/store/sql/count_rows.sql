-- How many rows each table holds.
SELECT 'articles' AS "table", count(*) AS "rows" FROM articles
UNION ALL SELECT 'rejects', count(*) FROM rejects
UNION ALL SELECT 'mentions', count(*) FROM mentions
UNION ALL SELECT 'links', count(*) FROM links
UNION ALL SELECT 'roles', count(*) FROM roles
UNION ALL SELECT 'times', count(*) FROM times
UNION ALL SELECT 'statements', count(*) FROM statements
UNION ALL SELECT 'forecasts', count(*) FROM forecasts
UNION ALL SELECT 'retellings', count(*) FROM retellings
UNION ALL SELECT 'pairs', count(*) FROM pairs
