-- Passage pairs, the earlier path first.
SELECT a, a_start, a_end, b, b_start, b_end, score
FROM (
  SELECT if(x.path <= y.path, x.path, y.path) AS a,
         if(x.path <= y.path, r.a_start, r.b_start) AS a_start,
         if(x.path <= y.path, r.a_end, r.b_end) AS a_end,
         if(x.path <= y.path, y.path, x.path) AS b,
         if(x.path <= y.path, r.b_start, r.a_start) AS b_start,
         if(x.path <= y.path, r.b_end, r.a_end) AS b_end,
         r.score
  FROM retellings AS r
  JOIN articles AS x ON x.id = r.a
  JOIN articles AS y ON y.id = r.b
)
ORDER BY a, b, a_start, a_end, b_start, b_end
