-- Every date a statement can be filtered by: the day it was said, or else the day its article was published.
SELECT DISTINCT "on"
FROM (
  SELECT unnest([s.said_on, a.published]) AS "on"
  FROM statements AS s
  JOIN articles AS a ON a.id = s.article
)
WHERE "on" IS NOT NULL
ORDER BY "on"
