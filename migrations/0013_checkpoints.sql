-- case/ticket ---------------------------------------------------------------------------------------------------------

-- Who works on it and which leader is in charge (src/case/ticket/states.ts, Course).
UPDATE tickets SET course = '{"owner":null,"lead":null}'::jsonb || course;

-- What somebody owes a matter beside its legal clocks (src/case/ticket/checkpoints.ts), as its history says; for lists over many matters.
CREATE TABLE checkpoints (
  ticket_id text NOT NULL REFERENCES tickets (id),
  -- Kind and the place in the history of the event that set it.
  id        text NOT NULL,
  kind      text NOT NULL,
  due       date NOT NULL,
  owed_by   text NOT NULL CHECK (owed_by IN ('holder', 'petition')),
  met_at    timestamptz,
  PRIMARY KEY (ticket_id, id)
);
CREATE INDEX checkpoints_open ON checkpoints (due) WHERE met_at IS NULL;
