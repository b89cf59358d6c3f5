-- The published file is attached to a database in memory: DuckDB keeps one instance per path, and would go on showing
-- the old file under the same name.
ATTACH $file AS store (READ_ONLY);
SET enable_external_access = false;
SET lock_configuration = true;
