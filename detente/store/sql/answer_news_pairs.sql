-- Retellings of which the later article was published since a day, the newest first.
SELECT x.id AS a, x.title AS a_title, x.path AS a_path, x.outlet AS a_outlet, x.address AS a_address,
       x.published AS a_published, y.id AS b, y.title AS b_title, y.path AS b_path, y.outlet AS b_outlet,
       y.address AS b_address, y.published AS b_published, p.kind, p.probability, p.first
FROM pairs AS p
JOIN articles AS x ON x.id = CASE WHEN p.first = p.b THEN p.b ELSE p.a END
JOIN articles AS y ON y.id = CASE WHEN p.first = p.b THEN p.a ELSE p.b END
WHERE p.kind NOT IN ('same quotation', 'same story')
  AND greatest(split_part(coalesce(x.published, ''), '/', -1), split_part(coalesce(y.published, ''), '/', -1)) >= $since
ORDER BY greatest(coalesce(x.published, ''), coalesce(y.published, '')) DESC, p.a, p.b
LIMIT $most
