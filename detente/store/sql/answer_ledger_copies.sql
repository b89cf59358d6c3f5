-- Pairs of forecasts that stand in passages which render one another.
SELECT DISTINCT one.id AS one, other.id AS other
FROM retellings AS r
JOIN forecasts AS one ON one.article = r.a AND one."start" < r.a_end AND r.a_start < one."end"
JOIN forecasts AS other ON other.article = r.b AND other."start" < r.b_end AND r.b_start < other."end"
ORDER BY one, other
