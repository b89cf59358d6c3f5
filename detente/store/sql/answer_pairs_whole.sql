-- The pairs between the articles named, every column.
SELECT *
FROM pairs
WHERE list_contains($articles, a) AND list_contains($articles, b)
ORDER BY a, b
