-- The articles of which a later version is known.
SELECT id FROM articles WHERE superseded_by IS NOT NULL ORDER BY id
