-- Every source that the store has read, with its path.
SELECT source, path FROM articles UNION ALL SELECT source, path FROM rejects
