package dev.threadbase.context;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A path in memory that remembers what was asked of it. */
final class RecordedPath implements PathSource {

  private final List<Entry> entries;
  private long first = Long.MAX_VALUE;
  private long read;
  private final Set<String> sought = new HashSet<>();

  RecordedPath(List<Entry> entries) {
    this.entries = entries;
  }

  /** The first position that was read; beyond any if none was. */
  long first() {
    return first;
  }

  /** How many entries were read in ranges. */
  long read() {
    return read;
  }

  /** The entries that were asked for by id. */
  Set<String> sought() {
    return sought;
  }

  @Override
  public long length() {
    return entries.size();
  }

  @Override
  public OptionalLong lastCompaction() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).type().equals(EntryType.COMPACTION)) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public List<Entry> entries(long from, long to) {
    first = from < to ? Math.min(first, from) : first;
    read += to - from;
    return List.copyOf(entries.subList((int) from, (int) to));
  }

  @Override
  public Map<Long, Entry> find(Collection<String> entryIds) {
    sought.addAll(entryIds);
    Map<Long, Entry> found = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entryIds.contains(entries.get(i).id())) {
        found.put((long) i, entries.get(i));
      }
    }
    return found;
  }
}
