-- Matters that may be the same, found by numbers that stand for a few letters: none of them can be read.

-- case/understand -----------------------------------------------------------------------------------------------------

-- One row a matter that may be compared, written with the filing. Reports of officials have none.
CREATE TABLE similar_matters (
  seq          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  complaint_id text NOT NULL UNIQUE REFERENCES complaints (id),
  -- The town it is about, where that is known.
  area         text,
  -- Pairs of letters with their weight (src/case/understand/imprint.ts).
  portrait     bytea NOT NULL
);

-- Under each mark the newest matters are read, never all: a look-up costs the same however many there are.
CREATE TABLE similar_marks (
  mark integer NOT NULL,
  seq  integer NOT NULL REFERENCES similar_matters (seq),
  PRIMARY KEY (mark, seq)
);
-- A few marks stand at very many matters, and those decide how long a look-up takes: told the average, the planner reads all of them and
-- sorts, instead of the newest in the order of the index (28 ms against 3 among 20,000 matters).
ALTER TABLE similar_marks ALTER COLUMN mark SET (n_distinct = 200);
