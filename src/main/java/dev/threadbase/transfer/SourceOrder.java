package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.format.SessionTreeFolder;
import dev.threadbase.transfer.format.SessionTreeFolder.Lineage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order in which files are imported: a fork joins the session of its origin if that is there.
 */
final class SourceOrder {

  private final Map<String, Path> fileOfThread = new HashMap<>();
  private final Map<Path, String> originOfFile = new HashMap<>();

  private SourceOrder(List<Path> files) {
    for (Path file : files) {
      if (SegmentFilesLayout.segment(file).isPresent()) {
        addLog(file);
      } else if (SessionTreeFolder.isJournal(file) || SessionTreeFolder.isLoneSnapshot(file)) {
        Lineage lineage = SessionTreeFolder.lineage(file);
        if (lineage.threadId() != null) {
          fileOfThread.putIfAbsent(lineage.threadId(), file);
        }
        if (lineage.originId() != null) {
          originOfFile.put(file, lineage.originId());
        }
      }
    }
  }

  private void addLog(Path file) {
    try {
      LogFile log = LogFile.of(file);
      if (log.address() != null && !SegmentFilesLayout.isTrace(file)) {
        fileOfThread.putIfAbsent(log.address().threadId(), file);
      }
      if (log.origin() != null) {
        originOfFile.put(file, log.origin().toString());
      }
    } catch (IOException | InvalidData unreadable) {
      // Whoever imports it finds out.
    }
  }

  /** The same files, threads of session trees and logs before their forks. */
  static List<Path> originsFirst(List<Path> files) {
    SourceOrder order = new SourceOrder(files);
    Set<Path> ordered = new LinkedHashSet<>();
    for (Path file : files) {
      // From the oldest ancestor on; one that is its own ancestor is met again and stops the walk.
      LinkedHashSet<Path> line = new LinkedHashSet<>();
      for (Path at = file; at != null && line.add(at); ) {
        at = order.origin(at);
      }
      List<Path> ancestors = new ArrayList<>(line);
      Collections.reverse(ancestors);
      ordered.addAll(ancestors);
    }
    return List.copyOf(ordered);
  }

  private @Nullable Path origin(Path file) {
    String origin = originOfFile.get(file);
    return origin == null ? null : fileOfThread.get(origin);
  }
}
