-- case/ticket ---------------------------------------------------------------------------------------------------------

-- What later steps need to know of earlier ones (src/case/ticket/states.ts, Course): objections, who answered, who stands aside.
ALTER TABLE tickets ADD COLUMN course jsonb NOT NULL DEFAULT
  '{"objections":[],"designated":false,"assigned":null,"helping":[],"answeredBy":null,"disputed":false,"reviewedBy":null,"recused":[]}';
ALTER TABLE tickets ALTER COLUMN course DROP DEFAULT;


-- What the petitioner thinks of petition office and responsible unit, each apart (petition.md §2.4). The last word counts; nobody else
-- writes here, and silence has no row.
CREATE TABLE ratings (
  ticket_id text NOT NULL REFERENCES tickets (id),
  object    text NOT NULL CHECK (object IN ('petition_office', 'unit')),
  office    text NOT NULL REFERENCES offices (id),
  grade     text NOT NULL CHECK (grade IN ('satisfied', 'fairly', 'dissatisfied')),
  reason    text,
  rated_at  timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, object)
);

-- What somebody will be reminded of, and was: one row for each legal date and colour, and for each silence. They are rows, so an outage
-- delays them and never loses or doubles one.
CREATE TABLE matter_timers (
  ticket_id text NOT NULL REFERENCES tickets (id),
  kind      text NOT NULL CHECK (kind IN ('yellow', 'red', 'silence')),
  -- The clock it is about; '' for a silence.
  rule      text NOT NULL,
  -- The legal date, or the day of the last step.
  day       date NOT NULL,
  fires_at  timestamptz NOT NULL,
  fired_at  timestamptz,
  PRIMARY KEY (ticket_id, kind, rule, day)
);
CREATE INDEX matter_timers_due ON matter_timers (fires_at) WHERE fired_at IS NULL;

-- What a petition office has to decide although another office still has it.
CREATE INDEX tickets_objected ON tickets (petition_office) WHERE state = 'objected';
