-- Pairs of articles that render one text, by id.
SELECT a, b, probability, share_a, share_b, kind, first, a_first, reason
FROM pairs
WHERE kind NOT IN ('same quotation', 'same story')
ORDER BY a, b
