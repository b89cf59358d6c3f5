-- The corresponding passages of the article pairs named, the most alike first.
SELECT r.a, r.a_start, r.a_end, r.b, r.b_start, r.b_end, r.score
FROM retellings AS r
WHERE list_contains($pairs, r.a || ' ' || r.b)
ORDER BY r.a, r.b, r.score DESC, r.a_start, r.b_start
