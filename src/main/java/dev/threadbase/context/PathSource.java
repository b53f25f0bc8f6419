package dev.threadbase.context;

import dev.threadbase.thread.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A path that is read in parts. Positions are counted from the root, which is 0. */
public interface PathSource {

  /** How many entries the path has. */
  long length();

  /** The position of the last compaction; empty if there is none. */
  OptionalLong lastCompaction();

  /** The entries at positions from inclusive, to exclusive, in order. */
  List<Entry> entries(long from, long to);

  /** Those of some entries that are on the path, by position. */
  Map<Long, Entry> find(Collection<String> entryIds);
}
