package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.LogJournal.TraceLine;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Imports the trace of one log. The original is kept beside a log that is here; a trace without its
 * log is kept line by line.
 */
final class TraceImport {

  /** The archived originals of traces, beside those of the logs. */
  static final String ARCHIVED_AS = SegmentFilesLayout.NAME + " trace";

  private static final int BATCH_TRACES = 500;
  private static final long BATCH_CHARS = 1L << 20;

  private final Path file;
  private final ImportOptions options;
  private final Journal journal;
  private final Tally tally = new Tally();
  private final List<TraceLine> batch = new ArrayList<>();
  private final IdTable hashes;
  // By position: the number of its hash.
  private final IntColumn stored;
  private int storedCount;
  private int matched;
  private long added;
  private long batchChars;
  private boolean differs;
  private boolean log;

  private TraceImport(Path file, ImportOptions options, Journal journal, Scratch scratch) {
    this.file = file;
    this.options = options;
    this.journal = journal;
    this.hashes = new IdTable(scratch);
    this.stored = new IntColumn(scratch);
  }

  static ImportReport run(Path file, ImportOptions options, Journal journal) {
    Optional<UUID> segment = SegmentFilesLayout.segment(file);
    Optional<UUID> session = SegmentFilesLayout.session(file);
    if (segment.isEmpty() || session.isEmpty()) {
      Tally tally = new Tally();
      tally.leftOut(0, "no_segment", "its folder and its name do not name a session and a segment");
      return tally.report(file, SegmentFilesLayout.NAME, null, null);
    }
    SegmentAddress address = new SegmentAddress(session.get(), segment.get());
    // Work may be run twice, so each run has a state of its own.
    return options.dryRun()
        ? journal.read(
            snapshot -> fresh(file, options, journal, work -> work.rehearse(snapshot, address)))
        : journal.write(
            writing -> fresh(file, options, journal, work -> work.store(writing, address)));
  }

  private static ImportReport fresh(
      Path file, ImportOptions options, Journal journal, Function<TraceImport, ImportReport> run) {
    try (Scratch scratch = new Scratch()) {
      return run.apply(new TraceImport(file, options, journal, scratch));
    }
  }

  private ImportReport rehearse(Journal.Snapshot snapshot, SegmentAddress address) {
    log = snapshot.logs().isHere(address);
    known(snapshot.logs(), address);
    read(Long.MAX_VALUE, bytes -> {}, trace -> {});
    return report(address);
  }

  private ImportReport store(Journal.Session session, SegmentAddress address) {
    log = session.logs().isHere(address);
    if (log) {
      // Imports of one log take turns.
      session.lock(address.sessionId().toString(), journal.now());
      refuseDeleted(session, address);
      archive(session, address);
    } else {
      known(session.logs(), address);
      read(Long.MAX_VALUE, bytes -> {}, trace -> add(session, address, trace));
    }
    flush(session, address);
    return report(address);
  }

  /** A session that was deleted with the log is made again by its lock: nothing must stay of it. */
  private static void refuseDeleted(Journal.Session session, SegmentAddress address) {
    if (!session.logs().isHere(address)) {
      throw new InvalidData(
          "segment %s was deleted meanwhile; import its traces again"
              .formatted(address.segmentId()));
    }
  }

  private void add(Journal.Session session, SegmentAddress address, TraceLine trace) {
    batch.add(trace);
    batchChars += trace.json().length();
    if (batch.size() == BATCH_TRACES || batchChars >= BATCH_CHARS) {
      flush(session, address);
    }
  }

  private void flush(Journal.Session session, SegmentAddress address) {
    if (!session.logs().addTraces(address, storedCount + added, batch, journal.now())) {
      throw new InvalidData(
          "traces of segment %s were written meanwhile; import them again"
              .formatted(address.segmentId()));
    }
    added += batch.size();
    batch.clear();
    batchChars = 0;
  }

  private void archive(Journal.Session session, SegmentAddress address) {
    known(session.logs(), address);
    List<Source> archived =
        session.sources(address.threadId()).stream()
            .filter(source -> source.format().equals(ARCHIVED_AS))
            .toList();
    try {
      SourceScan scan =
          SourceScan.of(file, archived.stream().map(Source::length).collect(Collectors.toSet()));
      if (scan.length() == 0) {
        return;
      }
      Optional<Source> begun = scan.continued(archived);
      Source source = source(address, begun, scan);
      session.putSource(source);
      SourceArchive archive =
          new SourceArchive(
              begun.map(Source::length).orElse(0L), chunk -> session.addChunk(source, chunk.get()));
      read(scan.length(), archive::add, trace -> add(session, address, trace));
      if (archive.finish() != scan.checksum()) {
        throw SourceScan.changed();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Source source(SegmentAddress address, Optional<Source> begun, SourceScan scan) {
    return new Source(
        begun.map(Source::id).orElseGet(journal::newId),
        address.sessionId().toString(),
        address.threadId(),
        ARCHIVED_AS,
        options.originOf(file),
        scan.length(),
        scan.parsedLength(),
        scan.completeLines(),
        scan.digest(),
        begun.map(Source::createdAt).orElseGet(journal::now));
  }

  private void known(LogJournal logs, SegmentAddress address) {
    logs.traces(address, json -> stored.set(storedCount++, hashes.add(PayloadHash.of(json))));
  }

  private void read(long limit, Consumer<byte[]> archive, Consumer<TraceLine> added) {
    try (SourceLines lines = SourceLines.of(file, limit)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        tally.line();
        archive.accept(line.bytes());
        options.progress().accept(line.bytes().length);
        take(line, added);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void take(Line line, Consumer<TraceLine> added) {
    if (line.isBlank()) {
      return;
    }
    String json = json(line);
    TraceEntry trace = json == null ? null : parsed(json);
    if (json == null || trace == null) {
      String kept = log ? "kept in the original only" : "its log is not here, so it is not kept";
      tally.leftOut(line.number(), "unreadable_trace", "not a trace; " + kept);
    } else if (differs) {
      tally.leftOut(line.number(), "other_trace", "behind a trace that is another one here");
    } else if (matched < storedCount) {
      if (stored.get(matched) == hashes.find(PayloadHash.of(json))) {
        matched++;
        tally.existing();
      } else {
        differs = true;
        tally.leftOut(line.number(), "other_trace", "there is another one here, which stays");
      }
    } else {
      added.accept(new TraceLine(trace, json));
      tally.stored();
    }
  }

  /** The hash of what a line is stored as; null for a line that is not stored. */
  static @Nullable String hash(Line line) {
    String json = json(line);
    return json == null || parsed(json) == null ? null : PayloadHash.of(json);
  }

  private static @Nullable String json(Line line) {
    return LogLine.text(LogLine.content(line));
  }

  private static @Nullable TraceEntry parsed(String json) {
    try {
      return TraceEntry.parse(json);
    } catch (InvalidData unreadable) {
      return null;
    }
  }

  private ImportReport report(SegmentAddress address) {
    return tally.report(
        file, SegmentFilesLayout.NAME, address.sessionId().toString(), address.threadId());
  }
}
