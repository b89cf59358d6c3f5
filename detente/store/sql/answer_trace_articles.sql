-- The articles that hold every one of the beginnings of words given.
SELECT id
FROM articles
WHERE len(list_filter($words, lambda word: NOT contains(lower("text"), word))) = 0
ORDER BY path, id
