-- case/org ------------------------------------------------------------------------------------------------------------

-- Who is on duty (值班表): one row a shift. A weekly one repeats every seven days from its start on; where a dated one
-- covers the moment as well, the weekly ones of that office do not count.
CREATE TABLE duty (
  position  integer PRIMARY KEY,
  office    text NOT NULL REFERENCES offices (id),
  userid    text NOT NULL REFERENCES staff (userid) DEFERRABLE INITIALLY DEFERRED,
  starts_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
  weekly    boolean NOT NULL
);

-- Who answers for the matters of this row (首办责任人); null: the office names somebody.
ALTER TABLE routes ADD COLUMN owner text REFERENCES staff (userid) DEFERRABLE INITIALLY DEFERRED;

-- case/ticket ---------------------------------------------------------------------------------------------------------

-- Somebody has to come at once (article 25): one row for what asks for it, until a person acknowledges.
CREATE TABLE pages (
  id              text PRIMARY KEY,
  ticket_id       text NOT NULL REFERENCES tickets (id),
  -- The registration with danger, or the report upwards.
  event_id        text NOT NULL UNIQUE REFERENCES ticket_events (id),
  -- Whoever registered or reported, being staff: knows already.
  caller          text,
  -- Who was paged, one list for each step.
  userids         jsonb NOT NULL DEFAULT '[]',
  paged_at        timestamptz,
  -- The next step, unless somebody acknowledges before.
  next_at         timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text
);
CREATE INDEX pages_due ON pages (next_at) WHERE acknowledged_at IS NULL;
-- One at a time for a matter.
CREATE UNIQUE INDEX pages_open ON pages (ticket_id) WHERE acknowledged_at IS NULL;
CREATE INDEX pages_ticket ON pages (ticket_id);
