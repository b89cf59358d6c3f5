SELECT path, source, code, reason FROM rejects WHERE code = $code ORDER BY path, source
