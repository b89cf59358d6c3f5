-- Article pairs that render one text, the earlier path first, with how many passages correspond.
-- first is the path of the article that was there first, null where that cannot be known; a_first its probability for a.
SELECT if(x.path <= y.path, x.path, y.path) AS a,
       if(x.path <= y.path, y.path, x.path) AS b,
       p.probability,
       if(x.path <= y.path, p.share_a, p.share_b) AS share_a,
       if(x.path <= y.path, p.share_b, p.share_a) AS share_b,
       p.kind,
       CASE p.first WHEN x.id THEN x.path WHEN y.id THEN y.path END AS first,
       if(x.path <= y.path, p.a_first, 1 - p.a_first) AS a_first,
       p.reason,
       (SELECT count(*) FROM retellings AS r WHERE r.a = p.a AND r.b = p.b) AS passages
FROM pairs AS p
JOIN articles AS x ON x.id = p.a
JOIN articles AS y ON y.id = p.b
ORDER BY a, b
