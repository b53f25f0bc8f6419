-- Written once, never changed: the database itself refuses an UPDATE of an entry, a segment or an archived chunk.

CREATE TRIGGER entries_are_immutable BEFORE UPDATE ON entries
BEGIN
  SELECT RAISE(ABORT, 'entries are immutable');
END;

CREATE TRIGGER segments_are_immutable BEFORE UPDATE ON segments
BEGIN
  SELECT RAISE(ABORT, 'segments are immutable');
END;

CREATE TRIGGER source_chunks_are_immutable BEFORE UPDATE ON source_chunks
BEGIN
  SELECT RAISE(ABORT, 'source_chunks are immutable');
END;
