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
