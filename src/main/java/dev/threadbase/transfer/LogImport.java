package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.table.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Imports one log: its lines as entries at the positions that the reference counts, and the
 * original beside them. What is here already stays as it is.
 */
final class LogImport {

  private final LogFile file;
  private final ImportOptions options;
  private final Journal journal;

  private LogImport(LogFile file, ImportOptions options, Journal journal) {
    this.file = file;
    this.options = options;
    this.journal = journal;
  }

  static ImportReport run(Path path, ImportOptions options, Journal journal) throws IOException {
    LogFile file = LogFile.of(path);
    SegmentAddress address = file.address();
    if (address == null) {
      Tally tally = new Tally();
      file.check(tally);
      return tally.report(path, SegmentFilesLayout.NAME, null, null);
    }
    LogImport work = new LogImport(file, options, journal);
    return options.dryRun()
        ? journal.read(snapshot -> work.rehearse(snapshot, address))
        : journal.write(session -> work.store(session, address));
  }

  private ImportReport rehearse(Journal.Snapshot snapshot, SegmentAddress address) {
    refuseOther(snapshot, address);
    LogJournal logs = snapshot.logs();
    Tally tally = tally();
    try (Scratch scratch = new Scratch()) {
      LogMatch match = new LogMatch(scratch);
      if (logs.isHere(address)) {
        logs.places(address, match::add);
      }
      new LogLines(file, tally, match).read(Long.MAX_VALUE, (line, entry) -> tally.stored());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return report(tally, address);
  }

  private ImportReport store(Session session, SegmentAddress address) {
    try (Scratch scratch = new Scratch()) {
      refuseOther(session, address);
      Instant created = created();
      session.lock(address.sessionId().toString(), created);
      if (!session.logs().isHere(address)) {
        refuseOther(session, address);
        session.logs().begin(address, file.start(), created);
      }
      // Its other writers wait from here on.
      long nextOrdinal = session.lockThread(address.threadId());
      ThreadMeta thread = session.thread(address.threadId()).orElseThrow();
      List<Source> archived = archived(session, address.threadId());
      SourceScan scan = SourceScan.of(file.file(), lengths(archived));
      Tally tally = tally();
      LogMatch match = new LogMatch(scratch);
      session.logs().places(address, match::add);
      LogWriter writer = new LogWriter(session, journal, thread, nextOrdinal, match, tally);
      write(session, writer, scan, archived, tally);
      return report(tally, address);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(
      Session session, LogWriter writer, SourceScan scan, List<Source> archived, Tally tally)
      throws IOException {
    if (scan.length() > 0) {
      Optional<Source> begun = scan.continued(archived);
      Source source = source(writer.thread(), begun, scan);
      session.putSource(source);
      SourceArchive archive =
          new SourceArchive(
              begun.map(Source::length).orElse(0L), chunk -> session.addChunk(source, chunk.get()));
      LogLines lines = new LogLines(file, tally, writer.match());
      lines.onBytes(
          bytes -> {
            archive.add(bytes);
            options.progress().accept(bytes.length);
          });
      lines.read(scan.length(), (line, entry) -> writer.add(line, entry, source.id()));
      if (archive.finish() != scan.checksum()) {
        throw SourceScan.changed();
      }
    }
    writer.finish();
  }

  private Source source(ThreadMeta thread, Optional<Source> begun, SourceScan scan) {
    return new Source(
        begun.map(Source::id).orElseGet(journal::newId),
        Objects.requireNonNull(thread.sessionId()),
        thread.id(),
        SegmentFilesLayout.NAME,
        options.originOf(file.file()),
        scan.length(),
        scan.parsedLength(),
        scan.completeLines(),
        scan.digest(),
        begun.map(Source::createdAt).orElseGet(journal::now));
  }

  /** An id belongs to one log, in one session. */
  private static void refuseOther(Journal.Snapshot snapshot, SegmentAddress address) {
    Optional<ThreadMeta> known = snapshot.thread(address.threadId());
    if (known.isPresent() && !snapshot.logs().isHere(address)) {
      throw new InvalidData(
          "segment %s is something else here, in session %s"
              .formatted(address.segmentId(), known.get().sessionId()));
    }
  }

  private List<Source> archived(Session session, String threadId) {
    return session.sources(threadId).stream()
        .filter(source -> source.format().equals(SegmentFilesLayout.NAME))
        .toList();
  }

  private static Set<Long> lengths(List<Source> archived) {
    return archived.stream().map(Source::length).collect(Collectors.toSet());
  }

  private Instant created() throws IOException {
    @Nullable Instant first = file.firstTime();
    return first != null ? first : Files.getLastModifiedTime(file.file()).toInstant();
  }

  private Tally tally() {
    Tally tally = new Tally();
    file.check(tally);
    return tally;
  }

  private ImportReport report(Tally tally, SegmentAddress address) {
    return tally.report(
        file.file(), SegmentFilesLayout.NAME, address.sessionId().toString(), address.threadId());
  }

  /** Told of a line that is new. */
  interface NewLine {
    void take(Line line, LogLine entry);
  }
}
