-- Dates named in the articles named.
SELECT article, "start", "end", text, "on"
FROM times
WHERE list_contains($articles, article) AND "on" IS NOT NULL
ORDER BY article, "start", "end"
