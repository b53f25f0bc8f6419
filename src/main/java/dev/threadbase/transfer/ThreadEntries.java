package dev.threadbase.transfer;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.format.Losses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads whole threads out of a snapshot, for formats that have no forks. */
final class ThreadEntries {

  private ThreadEntries() {}

  /**
   * What a thread inherits, from the root on, and then what it wrote, in the order of the appends;
   * the entries of a log as messages.
   */
  static void read(Snapshot snapshot, ThreadMeta thread, Losses losses, Consumer<Entry> entries) {
    if (LogMessages.isLog(snapshot, thread)) {
      LogMessages.read(snapshot, thread, losses, entries);
    } else {
      snapshot.inheritedEntries(thread.id(), entries);
      snapshot.ownEntries(thread.id(), entries);
    }
  }

  /** The threads of a session that are not deleted, by id. */
  static Map<String, ThreadMeta> threads(Snapshot snapshot, String sessionId) {
    Map<String, ThreadMeta> threads = new LinkedHashMap<>();
    snapshot.rows(
        NativeTable.THREADS,
        sessionId,
        row -> {
          ThreadMeta thread = snapshot.thread(row.text("thread_id")).orElseThrow();
          if (thread.deletedAt() == null) {
            threads.put(thread.id(), thread);
          }
        });
    return threads;
  }
}
