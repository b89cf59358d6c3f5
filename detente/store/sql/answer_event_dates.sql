-- Every date an event can be filtered by: its own, or else the day its article was published.
SELECT DISTINCT "on"
FROM (
  SELECT unnest([e."date", a.published]) AS "on"
  FROM events AS e
  JOIN articles AS a ON a.id = e.article
)
WHERE "on" IS NOT NULL
ORDER BY "on"
