-- The place of every article among those about the same happening, or of those of one story.
SELECT s.id, s.title AS story, a.id AS article, a.path, a.outlet, a.published, a.title
FROM stories AS s
JOIN articles AS a ON a.id = s.article
WHERE $story IS NULL OR s.id = $story
ORDER BY s.id, a.published NULLS LAST, a.path, a.id
