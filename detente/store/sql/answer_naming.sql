-- What the articles of one outlet call whom, with how often; each mention counts for the actor it most surely means.
WITH called AS (
  SELECT m.text AS form, l.actor, l.name, l.state,
         row_number() OVER (PARTITION BY m.id ORDER BY l.score DESC, l.actor) AS place
  FROM mentions AS m
  JOIN articles AS a ON a.id = m.article
  JOIN links AS l ON l.mention = m.id
  WHERE a.outlet = $outlet AND m.kind <> 'pronoun'
)
SELECT actor, any_value(name ORDER BY name) AS name, any_value(state ORDER BY state) AS state, form, count(*) AS times
FROM called
WHERE place = 1
GROUP BY actor, form
ORDER BY actor, times DESC, form
