-- Pairs of articles of which one is known to have taken its text from the other, the surest first.
SELECT CASE WHEN p.first = p.a THEN p.b ELSE p.a END AS echo, p.first, p.kind, p.probability,
       coalesce(e.outlet, regexp_extract(e.address, '^https?://([^/:?#]+)', 1), '') AS outlet,
       e.title, e.published, e.path, f.outlet AS first_outlet, f.title AS first_title, f.published AS first_published,
       f.path AS first_path, e.address, f.address AS first_address
FROM pairs AS p
JOIN articles AS e ON e.id = CASE WHEN p.first = p.a THEN p.b ELSE p.a END
JOIN articles AS f ON f.id = p.first
WHERE p.kind NOT IN ('same quotation', 'same story')
  AND ($outlet IS NULL OR coalesce(e.outlet, regexp_extract(e.address, '^https?://([^/:?#]+)', 1), '') = $outlet)
ORDER BY p.probability DESC, p.a, p.b
LIMIT $most
