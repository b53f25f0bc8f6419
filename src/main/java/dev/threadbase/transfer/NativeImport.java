package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.Journal.Inserted;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.SourceLines.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Imports sessions in Threadbase's own format, all of them or nothing. A session that is here
 * already takes what is new; one that went another way here is refused.
 */
final class NativeImport {

  private static final int BATCH_ENTRIES = 1_000;
  private static final long BATCH_CHARS = 1L << 20;

  private final Path file;
  private final ImportOptions options;
  private final Tally tally = new Tally();
  private final List<Entry> batch = new ArrayList<>();
  private long batchChars;
  private final Set<String> sessionIds = new HashSet<>();
  private @Nullable String firstSessionId;
  private @Nullable String sessionId;
  private @Nullable String threadId;
  private boolean known;
  private long rows;
  private boolean ended;

  private NativeImport(Path file, ImportOptions options) {
    this.file = file;
    this.options = options;
  }

  static ImportReport run(Path file, ImportOptions options, Journal journal) {
    // Work may be run twice, so each run has a state of its own.
    return options.dryRun()
        ? journal.read(snapshot -> new NativeImport(file, options).check(snapshot))
        : journal.write(session -> new NativeImport(file, options).store(session));
  }

  private ImportReport check(Journal.Snapshot snapshot) {
    read(row -> check(snapshot, row));
    return report();
  }

  private void check(Journal.Snapshot snapshot, NativeRow row) {
    if (row.table() == NativeTable.SESSIONS) {
      known = snapshot.hasSession(Objects.requireNonNull(sessionId));
    }
    boolean isEntry = row.table() == NativeTable.ENTRIES;
    if (isEntry) {
      checkHash(row);
    }
    Inserted found = isEntry && !known ? Inserted.NEW : snapshot.find(row);
    refuseOther(row, found);
    note(row, found);
  }

  private static void refuseOther(NativeRow row, Inserted found) {
    if (found == Inserted.OTHER) {
      throw new InvalidData(
          "the session went another way in this database: its %s differ"
              .formatted(row.table().tableName()));
    }
  }

  /** Counts an entry, and remembers the first thread. */
  private void note(NativeRow row, Inserted found) {
    if (row.table() == NativeTable.ENTRIES) {
      count(found != Inserted.NEW);
    } else if (row.table() == NativeTable.THREADS && threadId == null) {
      threadId = row.text("thread_id");
    }
  }

  private void count(boolean known) {
    if (known) {
      tally.existing();
    } else {
      tally.stored();
    }
  }

  private ImportReport store(Session session) {
    read(row -> store(session, row));
    flush(session);
    return report();
  }

  private ImportReport report() {
    return tally.report(file, NativeExport.NAME, firstSessionId, threadId);
  }

  private interface Rows {
    void take(NativeRow row);
  }

  private void read(Rows target) {
    try (SourceLines lines = SourceLines.of(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        tally.line();
        if (!line.isBlank()) {
          take(line, target);
        }
        options.progress().accept(line.bytes().length);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    if (!ended) {
      throw new InvalidData("the file ends before its last line; nothing was stored");
    }
  }

  private void take(Line line, Rows target) {
    JsonNode json = JsonLines.object(line.bytes());
    boolean begins = json != null && json.has(NativeExport.VERSION);
    if (json == null || (ended && !begins)) {
      throw NativeRows.invalid(line.number(), "is not a row of this format");
    }
    if (ended || line.number() == 1) {
      begin(json, line.number());
    } else if (json.has(NativeExport.ROWS)) {
      end(json, line.number());
    } else {
      NativeTable table =
          NativeTable.named(json.path(NativeRows.TABLE).asString(""))
              .orElseThrow(
                  () -> NativeRows.invalid(line.number(), "is of a table that does not exist"));
      NativeRow row = NativeRows.row(table, json, line.number());
      if (!Objects.equals(row.value("session_id"), sessionId)) {
        throw NativeRows.invalid(line.number(), "belongs to another session");
      }
      rows++;
      target.take(row);
    }
  }

  /** Begins a session; several of them may follow each other in one file. */
  private void begin(JsonNode header, long number) {
    long version = header.path(NativeExport.VERSION).asLong(0);
    if (version != NativeExport.CURRENT) {
      throw new InvalidData(
          "the file has version " + version + " of the format; this is version 1");
    }
    sessionId = header.path("session_id").asString("");
    firstSessionId = firstSessionId == null ? sessionId : firstSessionId;
    if (!sessionIds.add(sessionId)) {
      throw NativeRows.invalid(number, "begins a session that the file has already");
    }
    ended = false;
    rows = 0;
  }

  private void end(JsonNode line, long number) {
    ended = true;
    if (line.path(NativeExport.ROWS).asLong(-1) != rows) {
      throw NativeRows.invalid(number, "counts other rows than the file has; nothing was stored");
    }
  }

  private void store(Session session, NativeRow row) {
    NativeTable table = row.table();
    if (table == NativeTable.SESSIONS) {
      flush(session);
      String id = Objects.requireNonNull(sessionId);
      known = session.hasSession(id);
      session.lock(id, Instant.ofEpochSecond(0, row.number("created_at_ns")));
      return;
    }
    if (table == NativeTable.ENTRIES && !known) {
      checkHash(row);
      batch.add(row.entry());
      batchChars += row.text("payload").length();
      tally.stored();
      if (batch.size() >= BATCH_ENTRIES || batchChars >= BATCH_CHARS) {
        flush(session);
      }
      return;
    }
    flush(session);
    insert(session, row);
  }

  private void insert(Session session, NativeRow row) {
    NativeTable table = row.table();
    if (table == NativeTable.ENTRIES) {
      checkHash(row);
    }
    Inserted inserted = session.insert(row);
    refuseOther(row, inserted);
    note(row, inserted);
    if (table == NativeTable.THREADS && inserted == Inserted.SAME) {
      session.advance(row);
    }
    if (table == NativeTable.SOURCES && inserted == Inserted.SAME) {
      session.putSource(source(row));
    }
  }

  private void flush(Session session) {
    if (!batch.isEmpty()) {
      session.insertEntries(List.copyOf(batch));
      batch.clear();
      batchChars = 0;
    }
  }

  private static void checkHash(NativeRow row) {
    if (!PayloadHash.of(row.text("payload")).equals(row.value("payload_hash"))) {
      throw new InvalidData("entry " + row.value("entry_id") + " does not have the hash it names");
    }
  }

  private static Journal.Source source(NativeRow row) {
    return new Journal.Source(
        row.text("source_id"),
        row.text("session_id"),
        row.text("thread_id"),
        row.text("format"),
        row.text("path"),
        row.number("length"),
        row.number("parsed_length"),
        row.number("line_count"),
        row.text("digest"),
        Instant.ofEpochSecond(0, row.number("created_at_ns")));
  }
}
