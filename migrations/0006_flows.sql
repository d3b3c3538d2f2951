-- talk/dialogue -------------------------------------------------------------------------------------------------------

-- The files of flows/ as they were published, whole: the last row is what every process says, and the table shows what a person
-- was asked on any day. A process reads its own folder, publishes what is new there, and takes up what another has published.
CREATE TABLE wordings (
  seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash         text NOT NULL,
  files        jsonb NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE INDEX wordings_hash ON wordings (hash);
