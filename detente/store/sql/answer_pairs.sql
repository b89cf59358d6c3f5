-- Article pairs that render one text, the earlier path first, with how many passages correspond.
SELECT if(x.path <= y.path, x.path, y.path) AS a,
       if(x.path <= y.path, y.path, x.path) AS b,
       p.probability,
       if(x.path <= y.path, p.share_a, p.share_b) AS share_a,
       if(x.path <= y.path, p.share_b, p.share_a) AS share_b,
       (SELECT count(*) FROM retellings AS r WHERE r.a = p.a AND r.b = p.b) AS passages
FROM pairs AS p
JOIN articles AS x ON x.id = p.a
JOIN articles AS y ON y.id = p.b
ORDER BY a, b
