package dev.threadbase.jdbi;

import dev.threadbase.context.PathSource;
import dev.threadbase.thread.Entry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A path in the database, read in parts. */
final class StoredPath implements PathSource {

  /** Statements take a limited number of values. */
  private static final int FOUND_AT_ONCE = 500;

  private final Handle handle;
  private final ThreadRow thread;
  private final List<Run> runs;
  private final EntrySequence entries;

  private StoredPath(Handle handle, ThreadRow thread, List<Run> runs) {
    this.handle = handle;
    this.thread = thread;
    this.runs = runs;
    this.entries = EntrySequence.path(thread.id(), runs);
  }

  static StoredPath of(Handle handle, String threadId, @Nullable String leafId) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    return new StoredPath(handle, thread, EntryReader.runsTo(handle, thread, leafId));
  }

  @Override
  public long length() {
    return entries.total();
  }

  @Override
  public OptionalLong lastCompaction() {
    return runs.isEmpty() ? OptionalLong.empty() : EntryReader.lastCompaction(handle, runs);
  }

  @Override
  public List<Entry> entries(long from, long to) {
    return from < to ? entries.part(handle, from, to) : List.of();
  }

  @Override
  public Map<Long, Entry> find(Collection<String> entryIds) {
    // A compaction may name anything, also what no database could be asked for.
    List<String> ids = entryIds.stream().filter(Texts::isStorable).toList();
    Map<Long, Entry> found = new HashMap<>();
    for (int from = 0; from < ids.size(); from += FOUND_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + FOUND_AT_ONCE));
      EntryReader.find(handle, thread, some).forEach(entry -> place(entry, found));
    }
    return found;
  }

  private void place(Entry entry, Map<Long, Entry> found) {
    for (Run run : runs) {
      if (run.segmentId().equals(entry.segmentId()) && entry.seq() < run.length()) {
        found.put(run.baseLength() + entry.seq(), entry);
      }
    }
  }
}
