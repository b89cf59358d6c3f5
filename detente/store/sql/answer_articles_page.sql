-- A page of the articles, the newest first.
SELECT id, path, address, title, author, outlet, published, "language", words, count(*) OVER () AS total
FROM articles
WHERE $outlet IS NULL OR coalesce(outlet, '') = $outlet
ORDER BY split_part(published, '/', -1) DESC NULLS LAST, id
LIMIT $most OFFSET $passed
