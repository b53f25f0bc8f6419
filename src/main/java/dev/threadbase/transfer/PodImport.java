package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.transfer.LogJournal.PodRecord;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Imports the record of one pod; one that is here already stays as it is. */
final class PodImport {

  private static final String CODE = "unreadable_pod";

  private PodImport() {}

  static ImportReport run(Path file, ImportOptions options, Journal journal) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Tally tally = new Tally();
    for (byte b : bytes) {
      if (b == '\n') {
        tally.line();
      }
    }
    tally.line();
    options.progress().accept(bytes.length);
    PodRecord pod = read(file, bytes, tally);
    if (pod != null) {
      boolean added =
          !options.dryRun() && journal.write(work -> work.logs().addPod(pod, journal.now()));
      Optional<PodRecord> known =
          added ? Optional.empty() : journal.read(snapshot -> snapshot.logs().pod(pod.name()));
      count(pod, known, tally);
    }
    return tally.report(file, SegmentFilesLayout.NAME, pod == null ? null : pod.sessionId(), null);
  }

  private static void count(PodRecord pod, Optional<PodRecord> known, Tally tally) {
    if (known.isEmpty()) {
      tally.stored();
    } else if (Arrays.equals(PodFile.write(known.get()), PodFile.write(pod))) {
      tally.existing();
    } else {
      tally.leftOut(0, "other_pod", "a pod of this name is here with another record, which stays");
    }
  }

  private static @Nullable PodRecord read(Path file, byte[] bytes, Tally tally) {
    try {
      PodRecord pod = PodFile.read(bytes);
      String problem = problem(pod, SegmentFilesLayout.folderName(file));
      if (problem == null) {
        return pod;
      }
      tally.leftOut(0, "pod_name", problem);
    } catch (InvalidData unreadable) {
      tally.leftOut(0, CODE, unreadable.getMessage() + "; nothing of it is stored");
    }
    return null;
  }

  private static @Nullable String problem(PodRecord pod, String folder) {
    String name = pod.name();
    boolean invalid =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.indexOf('/') >= 0
            || !isStorable(pod);
    if (invalid) {
      return "no pod can have its name, or a text of it cannot be stored";
    }
    return SegmentFilesLayout.isFolderOf(name, folder)
        ? null
        : "it names another pod than its folder; nothing of it is stored";
  }

  private static boolean isStorable(PodRecord pod) {
    return CleanText.isStorable(pod.name())
        && pod.children().stream()
            .allMatch(
                child ->
                    CleanText.isStorable(child.name())
                        && CleanText.isStorable(child.socketPath())
                        && CleanText.isStorable(child.callbackAddress()));
  }
}
