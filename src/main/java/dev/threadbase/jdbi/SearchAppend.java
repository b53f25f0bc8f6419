package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.thread.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What the one statement of an append on PostgreSQL does for the index of messages.
 *
 * @param part the form of the statement
 * @param rows the rows that it writes
 */
record SearchAppend(Part part, List<Row> rows) {

  /** So many characters of payloads go in one statement with their index. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final String KEY_COLUMNS =
      "session_id, segment_id, seq, chunk, chunks, role, created_at_ns, tokens";

  /** The forms of the statement: what stands before its INSERT, and behind it. */
  enum Part {
    NOTHING("", ""),

    /** The entries are left out of the index. */
    LEAVE(",\nleft_out AS (" + SearchState.LEAVE + ")", ""),

    ONE(
        ",\nwritten AS (",
        """
        , role, created_at_ns),
        indexed AS (
          INSERT INTO search_rows (%s)
          SELECT w.session_id, w.segment_id, w.seq, 0, 1, w.role, w.created_at_ns, CAST(? AS tsvector)
          FROM written w)
        SELECT session_id, segment_id, seq, ordinal, parent_id
        FROM written
        """
            .formatted(KEY_COLUMNS)),

    MANY(
        ",\nwritten AS (",
        """
        , role, created_at_ns, entry_id),
        indexed AS (
          INSERT INTO search_rows (%s)
          SELECT w.session_id, w.segment_id, w.seq, i.chunk, i.chunks, w.role, w.created_at_ns,
                 CAST(i.tokens AS tsvector)
          FROM unnest(?, ?, ?, ?) AS i (entry_id, chunk, chunks, tokens)
          JOIN written w ON w.entry_id = i.entry_id)
        SELECT session_id, segment_id, seq, ordinal, parent_id
        FROM written
        ORDER BY seq
        LIMIT 1
        """
            .formatted(KEY_COLUMNS));

    private final String before;
    private final String behind;

    Part(String before, String behind) {
      this.before = before;
      this.behind = behind;
    }

    /** A statement that begins with common table expressions and ends with an INSERT. */
    String in(String expressions, String insert) {
      return expressions + before + "\n" + insert + behind;
    }
  }

  /** A row of an entry that has no place yet. */
  record Row(String entryId, int chunk, int chunks, String tokens) {}

  private static final SearchAppend NOTHING = new SearchAppend(Part.NOTHING, List.of());
  private static final SearchAppend LEAVE = new SearchAppend(Part.LEAVE, List.of());

  /** Whether the rows of all drafts go in one statement. */
  static boolean fits(List<Draft> drafts) {
    long characters = 0;
    for (Draft draft : drafts) {
      if (SearchText.mayBeIn(draft.entry().type(), draft.entry().payload())) {
        characters += draft.entry().payload().length();
      }
    }
    return characters <= MOST_CHARACTERS;
  }

  /** What has to be done for drafts; nothing if their rows are written by another statement. */
  static SearchAppend of(Handle handle, List<Draft> drafts) {
    boolean concerned =
        drafts.stream()
            .anyMatch(one -> SearchText.mayBeIn(one.entry().type(), one.entry().payload()));
    if (!concerned || !fits(drafts)) {
      return NOTHING;
    }
    if (!EntryDerivations.of(handle).search()) {
      return LEAVE;
    }
    List<Row> rows = new ArrayList<>();
    for (Draft draft : drafts) {
      String text = SearchText.of(draft.entry().type(), draft.entry().payload());
      List<String> chunks = text == null ? List.of() : SearchForm.POSITIONS.of(text);
      for (int i = 0; i < chunks.size(); i++) {
        rows.add(new Row(draft.id(), i, chunks.size(), chunks.get(i)));
      }
    }
    if (rows.isEmpty()) {
      return NOTHING;
    }
    boolean one = drafts.size() == 1 && rows.size() == 1;
    return new SearchAppend(one ? Part.ONE : Part.MANY, rows);
  }

  void bind(Parameters next) throws SQLException {
    if (part == Part.ONE) {
      next.text(rows.get(0).tokens());
    } else if (part == Part.MANY) {
      next.array("text", rows.stream().map(Row::entryId).toArray());
      next.array("integer", rows.stream().map(Row::chunk).toArray());
      next.array("integer", rows.stream().map(Row::chunks).toArray());
      next.array("text", rows.stream().map(Row::tokens).toArray());
    }
  }

  /** Writes what is derived from the entries beyond what the statement did. */
  void writeRest(Handle handle, List<Draft> drafts, List<Entry> entries) {
    EntryDerivations derivations = EntryDerivations.of(handle);
    if (fits(drafts)) {
      derivations.writeButSearch(handle, entries);
    } else {
      derivations.write(handle, entries);
    }
  }

  @Override
  public String toString() {
    return "SearchAppend[" + part + ", " + rows.size() + " rows]";
  }
}
