-- Article pairs that render one text, where both articles name both states; the earlier published first.
WITH concerned AS (
  SELECT m.article
  FROM mentions AS m
  JOIN links AS l ON l.mention = m.id
  WHERE l.state IN ($one, $other)
  GROUP BY m.article
  HAVING count(DISTINCT l.state) = 2
)
SELECT p.*, x.path AS a_path, y.path AS b_path
FROM pairs AS p
JOIN articles AS x ON x.id = p.a
JOIN articles AS y ON y.id = p.b
WHERE p.a IN (FROM concerned) AND p.b IN (FROM concerned)
ORDER BY p.probability DESC, a_path, b_path
