-- The latest day on which an article of the store was published.
SELECT max(split_part(published, '/', -1)) AS newest
FROM articles
WHERE published NOT LIKE 'XXXX%' AND published NOT LIKE '%/..'
