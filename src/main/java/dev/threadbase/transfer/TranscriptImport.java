package dev.threadbase.transfer;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Imports one transcript: a thread of its own, with its branches, and the original beside it. */
final class TranscriptImport {

  private final Path file;
  private final TranscriptFormat format;
  private final ImportOptions options;
  private final Journal journal;
  private final ReadProgress progress;
  private @Nullable TranscriptScan unused;

  TranscriptImport(Path file, TranscriptFormat format, ImportOptions options, Journal journal) {
    this.file = file;
    this.format = format;
    this.options = options;
    this.journal = journal;
    this.progress = new ReadProgress(options.progress());
  }

  ImportReport run() throws IOException {
    try (TranscriptScan first = read(Set.of(), Set.of())) {
      if (first.outline().size() == 0 && !first.reader().isThread()) {
        first.tally().warn(0, "no_entries", "the file holds nothing to store");
        progress.finish(first.length());
        return first.tally().report(file, format.name(), null, null);
      }
      ThreadMeta named = CleanText.of(first.reader().thread());
      if (options.dryRun()) {
        return journal.read(snapshot -> rehearse(snapshot, named, first));
      }
      unused = first;
      return journal.write(session -> store(session, named));
    }
  }

  private TranscriptScan read(Set<Long> lengths, Set<String> taken) throws IOException {
    return TranscriptScan.of(file, format, lengths, taken, progress.reading());
  }

  /**
   * The reading that a new thread needs is there already; a known one needs more of it, and so does
   * work that is run again.
   */
  private TranscriptScan scan(Set<Long> lengths, Set<String> taken) throws IOException {
    TranscriptScan first = unused;
    unused = null;
    return first != null && lengths.isEmpty() && taken.isEmpty() ? first : read(lengths, taken);
  }

  /** What storing would count. */
  private ImportReport rehearse(Journal.Snapshot snapshot, ThreadMeta named, TranscriptScan first) {
    Optional<ThreadMeta> known = snapshot.thread(named.id());
    known.ifPresent(TranscriptImport::refuseDeleted);
    Set<String> taken = snapshot.takenIds(named.id());
    try (TranscriptScan scan = taken.isEmpty() ? first : read(Set.of(), taken)) {
      Stored stored = Stored.of(scan, snapshot, named.id());
      scan.outline().link(stored);
      TranscriptComparison.run(file, format, scan, stored, progress.lastReading());
      if (isDoubtful(snapshot, named.id(), stored)) {
        refuseOther(named.id(), scan);
      }
      progress.finish(scan.length());
      String session = known.map(ThreadMeta::sessionId).orElse(String.valueOf(named.sessionId()));
      return scan.tally().report(file, format.name(), session, named.id());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Whether a file may be another conversation than the thread that is here: the thread came from a
   * file of another format, or nothing but the name of the file says that they belong together.
   */
  private boolean isDoubtful(Journal.Snapshot snapshot, String threadId, Stored stored) {
    return !stored.isEmpty()
        && (format.isNamedByFile()
            || snapshot.sources(threadId).stream()
                .map(Source::format)
                .noneMatch(format.name()::equals));
  }

  /** Refuses such a file, if the comparison of its lines found none that is stored. */
  private static void refuseOther(String threadId, TranscriptScan compared) {
    if (compared.outline().size() > 0 && !compared.tally().hasExisting()) {
      throw new InvalidData(
          "thread %s is here already, and no line of this file is known in it; nothing was stored"
              .formatted(threadId));
    }
  }

  /** A reading of its own: what compares lines cannot store them afterwards. */
  private void compare(Session session, String threadId) throws IOException {
    try (TranscriptScan scan = TranscriptScan.of(file, format, Set.of(), Set.of(), bytes -> {})) {
      Stored stored = Stored.of(scan, session, threadId);
      TranscriptComparison.run(file, format, scan, stored, bytes -> {});
      refuseOther(threadId, scan);
    }
  }

  private static void refuseDeleted(ThreadMeta thread) {
    Instant deletedAt = thread.deletedAt();
    if (deletedAt != null) {
      throw new ThreadDeleted(thread.id(), deletedAt);
    }
  }

  private ImportReport store(Session session, ThreadMeta named) {
    try {
      Instant created = created(named);
      String sessionId =
          session
              .thread(named.id())
              .map(ThreadMeta::sessionId)
              .orElseGet(() -> family(session, named));
      session.lock(sessionId, created);
      boolean known = session.thread(named.id()).isPresent();
      if (!known) {
        begin(session, named, sessionId, created);
      }
      // Its other writers wait from here on: it must not change any more, nor its entries move.
      long nextOrdinal = session.lockThread(named.id());
      ThreadMeta thread = session.thread(named.id()).orElseThrow();
      return store(session, named, thread, nextOrdinal, known);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private ImportReport store(
      Session session, ThreadMeta named, ThreadMeta thread, long nextOrdinal, boolean known)
      throws IOException {
    List<Source> archived = archived(session, thread.id());
    Set<Long> lengths = archived.stream().map(Source::length).collect(Collectors.toSet());
    try (TranscriptScan scan = scan(lengths, session.takenIds(thread.id()))) {
      if (!CleanText.of(scan.reader().thread()).id().equals(thread.id())) {
        throw SourceScan.changed();
      }
      Stored stored = Stored.of(scan, session, thread.id());
      scan.outline().link(stored);
      Optional<Source> begun = continued(archived, scan);
      if (begun.isEmpty() && isDoubtful(session, thread.id(), stored)) {
        compare(session, thread.id());
      }
      TranscriptWriter writer =
          new TranscriptWriter(session, journal, thread, nextOrdinal, scan, stored);
      write(writer, begun, scan.length());
      writer.moveHead(named.updatedAt());
      if (known) {
        session.update(thread.id(), CleanUpdate.of(scan.reader().update(thread)));
      } else {
        scan.reader().lease().ifPresent(lease -> session.addEndedLease(of(lease, thread)));
      }
      return scan.tally().report(file, format.name(), thread.sessionId(), thread.id());
    }
  }

  private void write(TranscriptWriter writer, Optional<Source> archived, long length)
      throws IOException {
    writer.write(file, archived, format, options.telling(progress.lastReading()));
    progress.finish(length);
  }

  private static void begin(Session session, ThreadMeta named, String sessionId, Instant created) {
    session.create(named.toBuilder().sessionId(sessionId).createdAt(created).build());
  }

  private static TurnLease of(TurnLease lease, ThreadMeta thread) {
    return new TurnLease(
        thread.id(),
        String.valueOf(thread.sessionId()),
        CleanText.of(lease.turnId()),
        CleanText.of(lease.ownerId()),
        lease.token(),
        lease.acquiredAt(),
        lease.renewedAt(),
        lease.expiresAt());
  }

  /** A fork joins the family of what it was forked from, if that is here. */
  private static String family(Session session, ThreadMeta named) {
    String origin =
        named.forkedFromThreadId() != null ? named.forkedFromThreadId() : named.parentThreadId();
    return Optional.ofNullable(origin)
        .flatMap(session::thread)
        .map(ThreadMeta::sessionId)
        .orElse(String.valueOf(named.sessionId()));
  }

  private List<Source> archived(Session session, String threadId) {
    return session.sources(threadId).stream()
        .filter(source -> source.format().equals(format.name()))
        .toList();
  }

  /** The longest archived original that the file begins with. */
  private static Optional<Source> continued(List<Source> archived, TranscriptScan scan) {
    return archived.stream()
        .filter(scan::continues)
        .max((one, other) -> Long.compare(one.length(), other.length()));
  }

  private Instant created(ThreadMeta named) throws IOException {
    Instant created = named.createdAt();
    return created != null ? created : Files.getLastModifiedTime(file).toInstant();
  }
}
