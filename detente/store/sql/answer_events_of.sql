-- The events of these ids with where they stand, in order of their dates.
SELECT e.id, e.article, a.path, a.address, a.title, a.outlet, a.published, e."start", e."end", e.content, e."type",
       e.mode, e.source, e.target, e."date", e.status, e.intensity, e.confidence, e.happening
FROM events AS e
JOIN articles AS a ON a.id = e.article
WHERE list_contains($ids, e.id)
ORDER BY coalesce(e."date", a.published), e.id
