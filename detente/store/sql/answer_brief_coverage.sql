-- How much of the store concerns both states: articles that name both, and the days they were published.
WITH concerned AS (
  SELECT m.article
  FROM mentions AS m
  JOIN links AS l ON l.mention = m.id
  WHERE l.state IN ($one, $other)
  GROUP BY m.article
  HAVING count(DISTINCT l.state) = 2
)
SELECT count(*) AS articles, count(DISTINCT a.outlet) AS outlets, min(a.published) AS first, max(a.published) AS last,
       (SELECT count(*) FROM articles) AS stored
FROM articles AS a
WHERE a.id IN (FROM concerned)
