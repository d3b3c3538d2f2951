-- What people decide about the category that was suggested.

-- case/understand -----------------------------------------------------------------------------------------------------

-- One row a decision, never changed: the last one holds. The citizen's own choice stays in `classifications`.
CREATE TABLE category_decisions (
  complaint_id  text NOT NULL REFERENCES complaints (id),
  n             integer NOT NULL,
  -- Names from the first level down, one to three.
  path          jsonb NOT NULL,
  decided_by    text NOT NULL,
  office        text NOT NULL REFERENCES offices (id),
  decided_at    timestamptz NOT NULL,
  -- Of the suggestion made at the filing; null where there was none.
  model_version text,
  -- The taxonomy under which the path was chosen.
  rules_version text NOT NULL,
  PRIMARY KEY (complaint_id, n)
);
CREATE INDEX category_decisions_time ON category_decisions (decided_at);
CREATE INDEX category_decisions_model ON category_decisions (model_version, decided_at);
CREATE INDEX classifications_model ON classifications (model_version, complaint_id);

-- While one of a model is open, nothing that this model says is shown or asked: staff decide.
CREATE TABLE suggestion_stops (
  id            text PRIMARY KEY,
  model_version text NOT NULL,
  -- unsure, disagreed: too large a share of the last matters · person: turned off by hand
  cause         text NOT NULL CHECK (cause IN ('unsure', 'disagreed', 'person')),
  -- The share and of how many; null where a person turned it off.
  share         real,
  matters       integer,
  stopped_at    timestamptz NOT NULL,
  stopped_by    text,
  -- By a person; another model needs no resuming.
  resumed_at    timestamptz,
  resumed_by    text
);
CREATE UNIQUE INDEX suggestion_stops_open ON suggestion_stops (model_version) WHERE resumed_at IS NULL;
