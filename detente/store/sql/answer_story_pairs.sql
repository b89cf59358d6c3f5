-- Pairs of articles of one story that render one text.
SELECT p.a, p.b, p.first, p.kind, p.probability
FROM pairs AS p
JOIN stories AS x ON x.article = p.a
JOIN stories AS y ON y.article = p.b AND y.id = x.id
WHERE p.kind NOT IN ('same quotation', 'same story') AND ($story IS NULL OR x.id = $story)
ORDER BY p.a, p.b
