-- Corresponding passages of an article of one outlet and an article of another, the surest first.
SELECT if(x.outlet = $one, substring(x.text, r.a_start + 1, r.a_end - r.a_start),
                           substring(y.text, r.b_start + 1, r.b_end - r.b_start)) AS one,
       if(x.outlet = $one, substring(y.text, r.b_start + 1, r.b_end - r.b_start),
                           substring(x.text, r.a_start + 1, r.a_end - r.a_start)) AS other
FROM retellings AS r
JOIN articles AS x ON x.id = r.a
JOIN articles AS y ON y.id = r.b
WHERE (x.outlet = $one AND y.outlet = $other) OR (x.outlet = $other AND y.outlet = $one)
ORDER BY r.score DESC, r.a, r.a_start, r.b, r.b_start
LIMIT $most
