package dev.threadbase.jdbi;

import dev.threadbase.jdbi.UnindexedEntries.Page;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What must hold of the index of messages. */
final class SearchChecks {

  private static final Check WITHOUT_ENTRY =
      new Check(
          "search_entry",
          "the index of messages has a row of an entry that does not exist",
          """
          SELECT r.session_id, 'entry ' || r.segment_id || ':' || CAST(r.seq AS TEXT)
          FROM search_rows r
          WHERE NOT EXISTS (SELECT 1
                            FROM entries e
                            WHERE e.session_id = r.session_id AND e.segment_id = r.segment_id AND e.seq = r.seq)
          """);

  private SearchChecks() {}

  static void run(Handle handle, Findings findings) {
    WITHOUT_ENTRY.run(handle, findings);
    if (!handle.attach(SearchState.class).isComplete()) {
      return;
    }
    @Nullable EntryKey last = EntryKey.FIRST;
    while (last != null) {
      Page page = UnindexedEntries.behind(handle, last);
      page.missing().stream()
          .filter(key -> !UnindexedEntries.rows(handle, key, SearchForm.SPACED).isEmpty())
          .forEach(key -> report(key, findings));
      last = page.end();
    }
  }

  private static void report(EntryKey key, Findings findings) {
    findings.add(
        "search_missing",
        key.sessionId(),
        "entry " + key.segmentId() + ":" + key.seq(),
        "the text is not in the index of messages, which claims to be complete");
  }
}
