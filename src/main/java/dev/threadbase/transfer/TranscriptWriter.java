package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Placed;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The second reading of a transcript: its lines as entries in the journal, and its bytes in the
 * archive.
 */
final class TranscriptWriter {

  private static final int BATCH_ENTRIES = 1_000;
  private static final long BATCH_CHARS = 8L << 20;

  private final Session session;
  private final Journal journal;
  private final ThreadMeta thread;
  private final TranscriptScan scan;
  private final Map<String, Placed> stored;
  private final Layout layout;
  private final List<Entry> batch = new ArrayList<>();
  private long batchChars;
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
      Map<String, Placed> stored) {
    this.session = session;
    this.journal = journal;
    this.thread = thread;
    this.scan = scan;
    this.stored = stored;
    // The last line of a thread that is known already, or the beginning of a new one.
    Instant time = nextOrdinal == 0 ? thread.createdAt() : thread.updatedAt();
    this.lastTime = Objects.requireNonNull(time);
    this.nextOrdinal = nextOrdinal;
    List<SegmentNode> known = session.segments(thread.id());
    this.layout = new Layout(scan.outline(), stored, known, journal::newId, lastTime);
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
    session.addSegments(layout.added());
    long trustedLines = archived.map(Source::lineCount).orElse(0L);
    SourceArchive archive =
        new SourceArchive(session, source, archived.map(Source::length).orElse(0L));
    try (SourceRecords records = SourceRecords.of(format.records(file), file, scan.length())) {
      for (Line line = records.next(); line != null; line = records.next()) {
        archive.add(line.bytes());
        Integer node = scan.outline().nodeAt(line.number());
        if (node != null) {
          take(node, line, source, line.number() <= trustedLines);
        }
        options.progress().accept(line.bytes().length);
      }
    }
    if (archive.finish() != scan.checksum()) {
      throw changed();
    }
    flush();
  }

  private static InvalidData changed() {
    return new InvalidData(
        "the file was rewritten while it was read; nothing of it was stored, import it again");
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
    if (trusted && layout.isStored(node)) {
      scan.tally().existing();
      return;
    }
    JsonNode json = JsonLines.object(line.bytes());
    if (json == null) {
      throw changed();
    }
    NewEntry translated = scan.reader().entry(json, line.number(), scan.outline()::idAt);
    Outline.Node outlined = scan.outline().node(node);
    Placed before = stored.get(outlined.id);
    if (before == null) {
      add(entry(node, outlined, translated, new SourceLine(source.id(), line.number())));
    } else if (before.payloadHash().equals(PayloadHash.of(translated.payload()))) {
      scan.tally().existing();
    } else {
      scan.tally()
          .leftOut(
              line.number(), "changed_line", "its id is stored with another content, which stays");
    }
  }

  private Entry entry(int node, Outline.Node outlined, NewEntry translated, SourceLine sourceLine) {
    lastTime = time(outlined.line, translated.createdAt());
    return new Entry(
        Objects.requireNonNull(thread.sessionId()),
        layout.segmentId(node),
        layout.seq(node),
        outlined.id,
        thread.id(),
        nextOrdinal++,
        outlined.parentId,
        new EntryType(CleanText.of(translated.type().name())),
        CleanText.orNull(translated.turnId()),
        CleanText.orNull(translated.role()),
        CleanText.orNull(translated.model()),
        CleanText.orNull(translated.toolName()),
        lastTime,
        translated.payload(),
        PayloadHash.of(translated.payload()),
        sourceLine);
  }

  /** A line's own time, else that of the line before it. */
  private Instant time(long line, @Nullable Instant given) {
    if (given != null && !CleanText.isStorable(given)) {
      scan.tally()
          .warn(line, "bad_time", "its time is out of range; it has that of the line before");
    }
    return given != null && CleanText.isStorable(given) ? given : lastTime;
  }

  private void add(Entry entry) {
    nothingNew = false;
    scan.tally().stored();
    int leafNode = scan.outline().leaf();
    if (leafNode >= 0 && scan.outline().node(leafNode).id.equals(entry.id())) {
      leaf = entry;
    }
    batch.add(entry);
    batchChars += entry.payload().length();
    if (batch.size() >= BATCH_ENTRIES || batchChars >= BATCH_CHARS) {
      flush();
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      session.addEntries(List.copyOf(batch));
    }
    batch.clear();
    batchChars = 0;
  }

  /**
   * To the transcript's leaf if that is new; not where somebody went on from an imported leaf here.
   *
   * @param updatedAt when the transcript says that it was last changed; null if it does not say
   */
  void moveHead(List<Placed> before, @Nullable Instant updatedAt) {
    if (nothingNew) {
      return;
    }
    boolean continued = before.stream().anyMatch(entry -> entry.source() == null);
    if (leaf != null && continued) {
      scan.tally()
          .warn(
              0, "leaf_kept", "entries were appended here; the leaf stays, new lines are a branch");
    }
    Instant updated = Objects.requireNonNullElse(updatedAt, lastTime);
    session.moveHead(thread.id(), continued ? null : leaf, nextOrdinal, lastTime, updated);
  }
}
