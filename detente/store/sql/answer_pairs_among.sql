-- Pairs of the articles named that render one text.
SELECT a, b
FROM pairs
WHERE list_contains($articles, a) AND list_contains($articles, b) AND kind NOT IN ('same quotation', 'same story')
ORDER BY a, b
