package dev.threadbase.transfer;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.transfer.format.JsonLimits;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Imports the record of one pod; one that is here already stays as it is. Pods are records, not
 * transcripts: nothing is archived of them.
 */
final class PodImport {

  private final Path file;
  private final ImportOptions options;
  private final Journal journal;
  private final Tally tally = new Tally();

  private PodImport(Path file, ImportOptions options, Journal journal) {
    this.file = file;
    this.options = options;
    this.journal = journal;
  }

  static ImportReport run(Path file, ImportOptions options, Journal journal) throws IOException {
    return new PodImport(file, options, journal).run();
  }

  private ImportReport run() throws IOException {
    Optional<byte[]> whole = JsonLimits.wholeFile(file);
    if (whole.isEmpty()) {
      tally.leftOut(0, "unreadable_pod", "it is longer than 16 MiB; nothing of it is stored");
      return tally.report(file, SegmentFilesLayout.NAME, null, null);
    }
    byte[] bytes = whole.get();
    for (byte b : bytes) {
      if (b == '\n') {
        tally.line();
      }
    }
    tally.line();
    options.progress().accept(bytes.length);
    PodRecord pod = read(bytes);
    if (pod != null) {
      store(pod);
    }
    PodActiveSegmentRef active = pod == null ? null : pod.metadata().active();
    String session = active == null ? null : active.sessionId().toString();
    return tally.report(file, SegmentFilesLayout.NAME, session, null);
  }

  private void store(PodRecord pod) {
    try {
      add(pod);
    } catch (SegmentNotFound elsewhere) {
      tally.leftOut(0, "other_log", "the log that it names is here in another session");
    }
  }

  private void add(PodRecord pod) {
    Optional<PodRecord> known = options.dryRun() ? known(pod) : put(pod);
    if (known.isEmpty()) {
      tally.stored();
    } else if (known.get().toJson().equals(pod.toJson())) {
      tally.existing();
    } else {
      tally.leftOut(0, "other_pod", "a pod of this name is here with another record, which stays");
    }
  }

  private Optional<PodRecord> known(PodRecord pod) {
    return journal.read(snapshot -> snapshot.logs().pod(pod.podName()));
  }

  /** Stores a pod, unless one of its name is there: that one is returned. */
  private Optional<PodRecord> put(PodRecord pod) {
    while (!journal.write(
        work -> work.logs().addPod(pod.metadata(), pod.unknown(), pod.createdAt()))) {
      Optional<PodRecord> known = known(pod);
      if (known.isPresent()) {
        return known;
      }
      // What was in the way is deleted by then.
    }
    return Optional.empty();
  }

  private @Nullable PodRecord read(byte[] bytes) {
    String text = LogLine.text(bytes);
    if (text == null) {
      tally.leftOut(0, "unreadable_pod", "it is not UTF-8; nothing of it is stored");
      return null;
    }
    try {
      Instant now = journal.now();
      PodRecord pod =
          new PodRecord(PodMetadata.parse(text), PodMetadata.unknownMembers(text), 0, now, now);
      if (!hasPlace(pod)) {
        return null;
      }
      compare(pod, bytes);
      return pod;
    } catch (InvalidData unreadable) {
      tally.leftOut(0, "unreadable_pod", unreadable.getMessage() + "; nothing of it is stored");
      return null;
    }
  }

  private boolean hasPlace(PodRecord pod) {
    String name = pod.podName();
    if (!PodMetadata.isValidName(name)) {
      tally.leftOut(0, "pod_name", "no pod can have its name; nothing of it is stored");
      return false;
    }
    if (!SegmentFilesLayout.isFolderOf(name, SegmentFilesLayout.folderName(file))) {
      tally.leftOut(0, "pod_name", "it names another pod than its folder; nothing of it is stored");
      return false;
    }
    return true;
  }

  /** Parts of a record have no place for what this version does not know. */
  private void compare(PodRecord pod, byte[] bytes) {
    byte[] written = pod.toJson().getBytes(StandardCharsets.UTF_8);
    if (!Objects.equals(JsonLines.object(written), JsonLines.object(bytes))) {
      tally.warn(0, "pod_parts", "what this version does not know of its parts is not kept");
    }
  }
}
