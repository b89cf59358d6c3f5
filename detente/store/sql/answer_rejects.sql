-- Sources that gave no article, or none that was read on.
SELECT path, code, reason
FROM rejects
ORDER BY path, code, reason
