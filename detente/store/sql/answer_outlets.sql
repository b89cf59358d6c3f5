-- The outlets that articles name as theirs, the one with most articles first.
SELECT outlet, count(*) AS articles
FROM articles
WHERE outlet IS NOT NULL
GROUP BY outlet
ORDER BY articles DESC, outlet
