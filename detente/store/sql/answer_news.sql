-- What was published since a day: articles, how many of them render a text that another had first, outlets.
WITH fresh AS (
    SELECT id, outlet FROM articles WHERE split_part(coalesce(published, ''), '/', -1) >= $since
),
echo AS (
    SELECT DISTINCT CASE WHEN p.first = p.a THEN p.b ELSE p.a END AS id
    FROM pairs AS p
    WHERE p.first IS NOT NULL AND p.kind NOT IN ('same quotation', 'same story')
)
SELECT count(*) AS articles, count(e.id) AS echoes, count(DISTINCT f.outlet) AS outlets
FROM fresh AS f
LEFT JOIN echo AS e ON e.id = f.id
