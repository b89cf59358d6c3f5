-- Stories of which several articles name both states: those articles, the earlier published first.
WITH concerned AS (
  SELECT m.article
  FROM mentions AS m
  JOIN links AS l ON l.mention = m.id
  WHERE l.state IN ($one, $other)
  GROUP BY m.article
  HAVING count(DISTINCT l.state) = 2
),
placed AS (
  SELECT s.id AS story, s.article, a.path, a.published, count(*) OVER (PARTITION BY s.id) AS articles
  FROM stories AS s
  JOIN articles AS a ON a.id = s.article
  WHERE s.article IN (FROM concerned)
)
SELECT story, article, path, published
FROM placed
WHERE articles > 1
ORDER BY story, published NULLS LAST, path, article
