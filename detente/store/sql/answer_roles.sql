-- Roles that the articles named give to persons.
SELECT article, "start", "end", person, office, state
FROM roles
WHERE list_contains($articles, article)
ORDER BY article, "start", "end", person
