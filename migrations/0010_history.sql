-- A history that cannot be changed without being seen (docs/adr/0012-history.md).

-- case/ticket ---------------------------------------------------------------------------------------------------------

-- The link of the event in the chain of its matter. What is personal stands in the link by a commitment only:
-- {path: {salt, commitment}}. Empty in events from before this migration until the first start.
ALTER TABLE ticket_events ADD COLUMN commitments jsonb NOT NULL DEFAULT '{}';
ALTER TABLE ticket_events ADD COLUMN hash text;

-- The last link and the number of events: a tail that is cut off is seen.
ALTER TABLE tickets ADD COLUMN head text;
ALTER TABLE tickets ADD COLUMN events integer NOT NULL DEFAULT 0;
-- So many of its events stand under an anchor.
ALTER TABLE tickets ADD COLUMN anchored integer NOT NULL DEFAULT 0;
CREATE INDEX tickets_unanchored ON tickets (id) WHERE events > anchored;

-- Once a day the heads of all matters that changed are put under one hash, which holds the anchor before it.
CREATE TABLE history_anchors (
  -- In Shanghai.
  day       date PRIMARY KEY,
  -- Hash of the anchor before; null for the first.
  previous  text,
  -- Up to and with this anchor.
  matters   integer NOT NULL,
  events    bigint NOT NULL,
  -- Folded over the leaves as they are added, matter by matter in the order of ids; `reached` is the last of them.
  leaves    integer NOT NULL,
  root      text NOT NULL,
  reached   text NOT NULL,
  -- Null while leaves are still added.
  hash      text UNIQUE,
  closed_at timestamptz
);

CREATE TABLE history_leaves (
  day       date NOT NULL REFERENCES history_anchors (day),
  position  integer NOT NULL,
  ticket_id text NOT NULL,
  n         integer NOT NULL,
  head      text NOT NULL,
  PRIMARY KEY (day, position)
);

CREATE FUNCTION without_personal_values(event ticket_events, paths text[]) RETURNS ticket_events LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  path text;
  body jsonb := jsonb_build_object('actor', event.actor, 'data', event.data);
BEGIN
  FOREACH path IN ARRAY paths LOOP
    body := jsonb_set(body, string_to_array(path, '/'), 'null', false);
    event.commitments := event.commitments #- ARRAY[path, 'salt'];
  END LOOP;
  event.actor := body -> 'actor';
  event.data := body -> 'data';
  RETURN event;
END
$$;

-- The one way to take something out of a history: a personal value goes with its salt, its commitment stays. Without paths: all of them.
CREATE FUNCTION erase_personal_values(event_id text, paths text[] DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  UPDATE ticket_events AS event
  SET (actor, data, commitments) = (
    SELECT bare.actor, bare.data, bare.commitments
    FROM without_personal_values(event, coalesce(paths, ARRAY(SELECT jsonb_object_keys(event.commitments)))) AS bare
  )
  WHERE id = event_id
$$;

-- Lets through nothing but that, and the link of an event that had none yet.
CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW IS NOT DISTINCT FROM without_personal_values(OLD, ARRAY(
      SELECT key FROM jsonb_each(OLD.commitments) WHERE value ? 'salt' AND NOT coalesce(NEW.commitments -> key ? 'salt', false)
    )) THEN
      RETURN NEW;
    END IF;
    IF OLD.hash IS NULL AND to_jsonb(NEW) - '{hash,commitments}'::text[] = to_jsonb(OLD) - '{hash,commitments}'::text[] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the history of a matter is only added to' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION keep_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the anchors of the history are only added to' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER ticket_events_keep BEFORE UPDATE OR DELETE ON ticket_events FOR EACH ROW EXECUTE FUNCTION keep_event();
CREATE TRIGGER ticket_events_keep_all BEFORE TRUNCATE ON ticket_events FOR EACH STATEMENT EXECUTE FUNCTION keep_event();
CREATE TRIGGER history_anchors_keep BEFORE UPDATE OR DELETE ON history_anchors FOR EACH ROW WHEN (OLD.hash IS NOT NULL) EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER history_leaves_keep BEFORE UPDATE OR DELETE ON history_leaves FOR EACH ROW EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER history_anchors_keep_all BEFORE TRUNCATE ON history_anchors FOR EACH STATEMENT EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER history_leaves_keep_all BEFORE TRUNCATE ON history_leaves FOR EACH STATEMENT EXECUTE FUNCTION keep_anchor();

-- Over all askers in the hour.
CREATE INDEX query_tries_time ON query_tries (tried_at);

-- Text messages by which somebody who lost the query code gets a new one: first a proof that is typed in, then the code. A row without a
-- matter is for a number that nobody has: the same is done and said, and nothing sent.
CREATE TABLE code_texts (
  id         text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('proof', 'code')),
  ticket_id  text REFERENCES tickets (id),
  number     text NOT NULL,
  asker      text NOT NULL,
  made_at    timestamptz NOT NULL,
  -- Sealed with DATA_KEYS until it is sent or given up, then gone.
  secret     text,
  state      text NOT NULL CHECK (state IN ('texting', 'sent', 'failed', 'silent')),
  attempts   integer NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL,
  -- Of a proof: what is typed in is compared with it, so many times it was wrong, and when it was right.
  salt       text,
  hash       text,
  tries      integer NOT NULL DEFAULT 0,
  used_at    timestamptz
);
CREATE INDEX code_texts_due ON code_texts (not_before) WHERE state = 'texting';
CREATE INDEX code_texts_time ON code_texts (made_at);
CREATE INDEX code_texts_number ON code_texts (number, made_at);
