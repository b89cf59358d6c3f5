-- Events that meet every criterion that is not null, by the day they were on, then by article and place in the text.
-- An event without a date of its own, or of no known year, counts by that of its article.
SELECT e.id, a.path AS article, e."start", e."end", e.content, e."type", e.mode, e.context, e.cameo, e.source, e.target,
       e."date", e."precision", e.place, e.status, e.intensity, e.confidence, e.statement, e.happening
FROM events AS e
JOIN articles AS a ON a.id = e.article
WHERE ($source IS NULL OR list_contains(e.source, $source))
  AND ($target IS NULL OR list_contains(e.target, $target))
  AND ($type IS NULL OR e."type" = $type)
  AND ($status IS NULL OR e.status = $status)
  AND e.confidence >= $least
  AND ($dates IS NULL OR list_contains($dates, 
       CASE WHEN e."date" IS NULL OR e."date" LIKE 'XXXX%' THEN a.published ELSE e."date" END))
ORDER BY coalesce(e."date", a.published), a.path, a.id, e."start", e."end", e.id
