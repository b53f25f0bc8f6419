-- Written once, never changed: the database itself refuses an UPDATE of an entry, a segment or an archived chunk.

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER entries_are_immutable BEFORE UPDATE ON entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

CREATE TRIGGER segments_are_immutable BEFORE UPDATE ON segments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

CREATE TRIGGER source_chunks_are_immutable BEFORE UPDATE ON source_chunks
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();
