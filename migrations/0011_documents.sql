-- Notices as documents: what was issued is a row that is never changed; a corrected document is a new row that names the old.

-- case/documents ------------------------------------------------------------------------------------------------------

CREATE TABLE documents (
  id           text PRIMARY KEY,
  ticket_id    text NOT NULL REFERENCES tickets (id),
  form         text NOT NULL,
  form_version text NOT NULL,
  -- Shown without opening the seal: lists of documents are read far more often than documents.
  title        text NOT NULL,
  -- The office that issued it, and its running number in the year; null: a paper that is no organ's own (a blank application).
  office       text NOT NULL REFERENCES offices (id),
  year         integer NOT NULL,
  number       integer,
  printed      text NOT NULL,
  -- Values as given and the words as printed, sealed with DATA_KEYS. The Word file can be made from it again, byte by byte.
  content      text NOT NULL,
  made_by      text NOT NULL,
  made_at      timestamptz NOT NULL,
  sha256       text NOT NULL,
  blob_key     text NOT NULL,
  -- The document that this one takes the place of; it is corrected once at most.
  corrects     text UNIQUE REFERENCES documents (id),
  -- Of the citizen's link; null: there was no chat to send one to.
  token_hash   text UNIQUE,
  -- When the citizen first opened the link. The only column that is written later, once.
  opened_at    timestamptz,
  UNIQUE (office, year, number)
);
CREATE INDEX documents_ticket ON documents (ticket_id, made_at);

-- The last number of an office in a year. Its row is locked until the document stands: no number is lost or given twice.
CREATE TABLE document_numbers (
  office text NOT NULL REFERENCES offices (id),
  year   integer NOT NULL,
  last   integer NOT NULL,
  PRIMARY KEY (office, year)
);
