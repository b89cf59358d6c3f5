-- The articles named, every column.
SELECT *
FROM articles
WHERE list_contains($articles, id)
ORDER BY id
