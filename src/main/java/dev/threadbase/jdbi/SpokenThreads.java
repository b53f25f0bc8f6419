package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The threads in which a user said something, among those that an import writes. */
final class SpokenThreads {

  private final Set<String> ids = new HashSet<>();

  /** Looks no further in a thread once it is one of them. */
  void note(List<Entry> entries) {
    for (Entry entry : entries) {
      if (!ids.contains(entry.threadId())
          && UserText.isIn(entry.type(), entry.role(), entry.payload())) {
        ids.add(entry.threadId());
      }
    }
  }

  boolean contains(String threadId) {
    return ids.contains(threadId);
  }
}
