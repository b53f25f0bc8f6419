package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the logs of a session with their traces, and the pods that work in it, as the folders of
 * yoi's session store: each original as far as it still says what is stored, and then what was
 * written here. Pods come last, so that what they point at is there.
 */
final class SegmentFilesExport {

  private final Snapshot snapshot;
  private final UUID session;
  private final LossTally tally;

  private SegmentFilesExport(Snapshot snapshot, UUID session, LossTally tally) {
    this.snapshot = snapshot;
    this.session = session;
    this.tally = tally;
  }

  /**
   * Writes a session.
   *
   * @throws InvalidData if it has no log, or a pod cannot have a folder; nothing was written then
   */
  static void write(Snapshot snapshot, String sessionId, Path root, LossTally tally)
      throws IOException {
    tally.session(sessionId);
    UUID session = SegmentFilesLayout.id(sessionId).orElseThrow(() -> noLog(sessionId));
    SegmentFilesExport export = new SegmentFilesExport(snapshot, session, tally);
    List<SegmentAddress> logs = export.logs();
    Set<String> traced = Set.copyOf(snapshot.logs().traced(sessionId));
    if (logs.isEmpty() && traced.isEmpty()) {
      throw noLog(sessionId);
    }
    List<PodRecord> pods = snapshot.logs().pods(sessionId);
    List<Path> podFolders = podFolders(pods, root.resolve(SegmentFilesLayout.PODS));
    Path folder = root.resolve(sessionId);
    WholeFile.makeFolder(folder);
    for (SegmentAddress log : logs) {
      export.writeLog(log, folder.resolve(SegmentFilesLayout.logName(log.segmentId())));
    }
    for (String id : traced) {
      UUID segment = UUID.fromString(id);
      export.writeTrace(
          new SegmentAddress(session, segment),
          folder.resolve(SegmentFilesLayout.traceName(segment)));
    }
    for (int i = 0; i < pods.size(); i++) {
      WholeFile.makeFolder(podFolders.get(i));
      byte[] record = pods.get(i).toJson().getBytes(StandardCharsets.UTF_8);
      Path file = podFolders.get(i).resolve(SegmentFilesLayout.POD_RECORD);
      WholeFile.write(file, output -> put(tally.telling(output), record));
    }
  }

  private static InvalidData noLog(String sessionId) {
    return new InvalidData("session " + sessionId + " has no log");
  }

  /** The logs of the session; threads that are none have no place in the format. */
  private List<SegmentAddress> logs() {
    List<SegmentAddress> logs = new ArrayList<>();
    List<String> others = new ArrayList<>();
    snapshot.rows(
        NativeTable.THREADS,
        session.toString(),
        row -> {
          String id = row.text("thread_id");
          Optional<UUID> segment = SegmentFilesLayout.id(id);
          if (segment.isPresent() && id.equals(row.value("base_segment_id"))) {
            logs.add(new SegmentAddress(session, segment.get()));
          } else {
            others.add(id);
          }
        });
    others.forEach(id -> snapshot.ownEntries(id, tally::entry));
    return logs;
  }

  private static List<Path> podFolders(List<PodRecord> pods, Path root) {
    List<Path> folders = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (PodRecord pod : pods) {
      String name = SegmentFilesLayout.podFolder(pod.podName());
      if (!used.add(name.toLowerCase(Locale.ROOT))) {
        // Some systems take it for the folder of the other pod.
        name = SegmentFilesLayout.escapedStart(name);
      }
      try {
        if (!SegmentFilesLayout.isShort(name)) {
          throw new InvalidData("the name of a pod is too long for the name of a folder");
        }
        folders.add(root.resolve(name));
      } catch (InvalidPathException unnameable) {
        throw new InvalidData("this system has no folder for the name of a pod");
      }
    }
    return folders;
  }

  private void writeLog(SegmentAddress log, Path file) throws IOException {
    List<String> hashes = new ArrayList<>();
    tally.thread(session.toString(), log.threadId());
    long unread = snapshot.logs().entries(log, entry -> hashes.add(entry.payloadHash()));
    if (unread > 0) {
      tally.thread("inherited_entries");
    }
    tally.written(hashes.size(), hashes.size());
    Consumer<Consumer<byte[]>> lines =
        target -> snapshot.logs().entries(log, entry -> target.accept(LogLine.bytes(entry)));
    write(log, SegmentFilesLayout.NAME, file, hashes, LogLine::hash, lines);
  }

  private void writeTrace(SegmentAddress log, Path file) throws IOException {
    List<String> hashes = new ArrayList<>();
    snapshot.logs().traces(log, json -> hashes.add(PayloadHash.of(json)));
    Consumer<Consumer<byte[]>> lines =
        target ->
            snapshot
                .logs()
                .traces(log, json -> target.accept(json.getBytes(StandardCharsets.UTF_8)));
    write(log, TraceImport.ARCHIVED_AS, file, hashes, TraceImport::hash, lines);
  }

  private void write(
      SegmentAddress log,
      String archivedAs,
      Path file,
      List<String> hashes,
      Function<Line, @Nullable String> hashOf,
      Consumer<Consumer<byte[]>> lines)
      throws IOException {
    Source original = original(log, archivedAs, hashes, hashOf);
    WholeFile.write(
        file,
        target -> {
          OutputStream output = tally.telling(target);
          OriginalLines archived = new OriginalLines(hashes, hashOf, output);
          if (original != null) {
            snapshot.readSource(original, archived::bytes);
            archived.end();
          }
          if (archived.matched() < hashes.size()) {
            put(output, archived.isAtLineStart() ? new byte[0] : new byte[] {'\n'});
            AtomicInteger position = new AtomicInteger();
            lines.accept(
                line -> {
                  if (position.getAndIncrement() >= archived.matched()) {
                    put(output, line);
                    put(output, new byte[] {'\n'});
                  }
                });
          }
        });
  }

  /** The original that says most of what is stored; of equals the newest. */
  private @Nullable Source original(
      SegmentAddress log,
      String archivedAs,
      List<String> hashes,
      Function<Line, @Nullable String> hashOf) {
    List<Source> sources =
        snapshot.sources(log.threadId()).stream()
            .filter(source -> source.format().equals(archivedAs))
            .toList();
    Source best = sources.isEmpty() ? null : sources.get(0);
    int most = -1;
    for (Source source : sources.size() < 2 ? List.<Source>of() : sources) {
      OriginalLines read = new OriginalLines(hashes, hashOf, OutputStream.nullOutputStream());
      snapshot.readSource(source, read::bytes);
      read.end();
      best = read.matched() >= most ? source : best;
      most = Math.max(most, read.matched());
    }
    return best;
  }

  private static void put(OutputStream output, byte[] bytes) {
    try {
      output.write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
