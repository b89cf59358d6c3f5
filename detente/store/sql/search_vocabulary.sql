-- SQLite. Every word of the index, in how many statements it stands and how often.
SELECT term, doc, cnt FROM temp.vocabulary ORDER BY term
