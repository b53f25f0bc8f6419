package dev.threadbase.transfer;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Chunk;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The second reading of a transcript: its lines as entries in the journal, and its bytes in the
 * archive.
 */
final class TranscriptWriter {

  private static final int BATCH_ENTRIES = 1_000;
  private static final long BATCH_BYTES = 1L << 20;

  private final Session session;
  private final Journal journal;
  private final ThreadMeta thread;
  private final TranscriptScan scan;
  private final Stored stored;
  private final Segments segments;
  private final Layout layout;
  private final List<Entry> batch = new ArrayList<>();
  private long read;
  private boolean nothingNew = true;
  private long nextOrdinal;
  private Instant lastTime;
  private @Nullable Entry leaf;

  TranscriptWriter(
      Session session,
      Journal journal,
      ThreadMeta thread,
      long nextOrdinal,
      TranscriptScan scan,
      Stored stored) {
    this.session = session;
    this.journal = journal;
    this.thread = thread;
    this.scan = scan;
    this.stored = stored;
    // The last line of a thread that is known already, or the beginning of a new one.
    Instant time = nextOrdinal == 0 ? thread.createdAt() : thread.updatedAt();
    this.lastTime = Objects.requireNonNull(time);
    this.nextOrdinal = nextOrdinal;
    this.segments =
        new Segments(session, thread, stored.segmentIds(), journal::newId, scan.scratch());
    this.layout = new Layout(scan.outline(), stored, segments, scan.scratch());
  }

  /**
   * Stores what is new.
   *
   * @param archived the archived original that the file begins with
   */
  void write(Path file, Optional<Source> archived, TranscriptFormat format, ImportOptions options)
      throws IOException {
    if (scan.length() == 0) {
      return;
    }
    Source source = source(archived, options.originOf(file), format.name());
    session.putSource(source);
    segments.store(session, thread, lastTime);
    Handover.run(
        session,
        writes -> {
          try (SourceRecords records =
              SourceRecords.of(format.records(file), file, scan.length())) {
            prepare(records, source, archived, options.progress(), writes);
          }
        });
  }

  private void prepare(
      SourceRecords records,
      Source source,
      Optional<Source> archived,
      LongConsumer progress,
      Handover.Writes writes)
      throws IOException {
    long trustedLines = archived.map(Source::lineCount).orElse(0L);
    SourceArchive archive =
        new SourceArchive(
            archived.map(Source::length).orElse(0L),
            chunk -> writes.addLater(() -> archiving(source, chunk.get())));
    for (Line line = records.next(); line != null; line = records.next()) {
      archive.add(line.bytes());
      int node = scan.outline().nodeAt(line.number());
      if (node != Outline.NONE && !line.fragment()) {
        take(node, line, source, line.number() <= trustedLines);
      }
      read += line.bytes().length;
      if (batch.size() >= BATCH_ENTRIES || read >= BATCH_BYTES) {
        flush(writes, progress);
      }
    }
    if (archive.finish() != scan.checksum()) {
      throw SourceScan.changed();
    }
    flush(writes, progress);
  }

  private static Consumer<Session> archiving(Source source, Chunk chunk) {
    return session -> session.addChunk(source, chunk);
  }

  private Source source(Optional<Source> archived, String origin, String format) {
    return new Source(
        archived.map(Source::id).orElseGet(journal::newId),
        Objects.requireNonNull(thread.sessionId()),
        thread.id(),
        format,
        origin,
        scan.length(),
        scan.parsedLength(),
        scan.completeLines(),
        scan.digest(),
        archived.map(Source::createdAt).orElseGet(journal::now));
  }

  private void take(int node, Line line, Source source, boolean trusted) {
    int id = scan.outline().id(node);
    // What came from another original may say something else here.
    if (trusted && layout.isStored(node) && stored.isFrom(id, source.id())) {
      scan.tally().existing();
      return;
    }
    JsonNode json = JsonLines.object(line.bytes());
    if (json == null) {
      throw SourceScan.changed();
    }
    NewEntry translated =
        scan.reader().entry(line.bytes(), json, line.number(), scan.outline()::idAt);
    if (stored.contains(id)) {
      stored.count(id, translated, line.number(), scan.tally());
    } else {
      LineTime.check(json, translated, line.number(), scan.tally());
      add(node, entry(node, translated, new SourceLine(source.id(), line.number())));
    }
  }

  private Entry entry(int node, NewEntry translated, SourceLine sourceLine) {
    lastTime = time(translated);
    return new Entry(
        Objects.requireNonNull(thread.sessionId()),
        layout.segmentId(node),
        layout.seq(node),
        scan.outline().idText(node),
        thread.id(),
        nextOrdinal++,
        scan.outline().parentIdText(node),
        new EntryType(CleanText.of(translated.type().name())),
        CleanText.idOrNull(translated.turnId()),
        CleanText.orNull(translated.role()),
        CleanText.orNull(translated.model()),
        CleanText.orNull(translated.toolName()),
        lastTime,
        translated.payload(),
        PayloadHash.of(translated.payload()),
        sourceLine);
  }

  /** A line's own time, else that of the line before it. */
  private Instant time(NewEntry translated) {
    Instant given = translated.createdAt();
    return given != null && CleanText.isStorable(given) ? given : lastTime;
  }

  private void add(int node, Entry entry) {
    nothingNew = false;
    scan.tally().stored();
    if (scan.outline().leaf() == node) {
      leaf = entry;
    }
    batch.add(entry);
  }

  private void flush(Handover.Writes writes, LongConsumer progress) {
    List<Entry> entries = List.copyOf(batch);
    long bytes = read;
    batch.clear();
    read = 0;
    if (!entries.isEmpty()) {
      writes.add(journal.adding(entries));
    }
    writes.add(session -> progress.accept(bytes));
  }

  /**
   * To the transcript's leaf if that is new; not where somebody went on from an imported leaf here.
   *
   * @param updatedAt when the transcript says that it was last changed; null if it does not say
   */
  void moveHead(@Nullable Instant updatedAt) {
    if (nothingNew) {
      return;
    }
    boolean continued = stored.isContinued();
    if (leaf != null && continued) {
      scan.tally()
          .warn(
              0, "leaf_kept", "entries were appended here; the leaf stays, new lines are a branch");
    }
    Instant updated = Objects.requireNonNullElse(updatedAt, lastTime);
    session.moveHead(thread.id(), continued ? null : leaf, nextOrdinal, lastTime, updated);
  }
}
