package dev.threadbase.context;

import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * As much of a path as its context needs: a context of it equals that of the whole path. It is the
 * last compaction, what that keeps, and everything after it.
 */
public final class AbridgedPath {

  private static final long FIRST_WINDOW = 64;

  private final PathSource path;
  private List<Entry> entries;
  private long from;
  private final long compaction;

  private AbridgedPath(PathSource path, long compaction) {
    this.path = path;
    this.compaction = compaction;
    this.from = compaction;
    this.entries = path.entries(compaction, path.length());
  }

  /**
   * Reads what a context needs.
   *
   * @param repaired whether it will be repaired: a cut inside a turn may then need more of it
   * @return entries in the order of the path
   */
  public static List<Entry> read(PathSource path, boolean repaired) {
    OptionalLong compaction = path.lastCompaction();
    return compaction.isEmpty()
        ? path.entries(0, path.length())
        : new AbridgedPath(path, compaction.getAsLong()).read(repaired);
  }

  /**
   * Reads the end of a path, and as much before it as its retries take back.
   *
   * @param enough whether what is read is enough; asked again with more until all is read
   */
  public static List<Entry> end(PathSource path, Predicate<List<Entry>> enough) {
    AbridgedPath end = new AbridgedPath(path, path.length());
    end.backUntil(view -> !view.isRetriedFromElsewhere() && enough.test(end.entries));
    return end.entries;
  }

  private List<Entry> read(boolean repaired) {
    PathView view = new PathView(entries);
    Compaction cut = view.cut();
    String named = cut == null ? null : cut.firstKeptEntryId();
    Map<Long, Entry> first = named == null ? Map.of() : path.find(List.of(named));
    if (!first.isEmpty()) {
      first.keySet().stream().filter(position -> position < from).forEach(this::backTo);
    } else if (view.keptUserIds().isEmpty()) {
      // At the first entry that was read, it may only have stopped because there was no more.
      backUntil(seen -> seen.firstKept() > 0);
    }
    if (repaired) {
      backUntil(seen -> TurnCut.isSettled(seen, seen.firstKept()));
    }
    return isWhole() ? withKeptUsers(view.keptUserIds()) : path.entries(0, path.length());
  }

  private void backTo(long position) {
    List<Entry> more = new ArrayList<>(path.entries(position, from));
    more.addAll(entries);
    entries = more;
    from = position;
  }

  private void backUntil(Predicate<PathView> enough) {
    long window = FIRST_WINDOW;
    while (from > 0 && !enough.test(new PathView(entries))) {
      backTo(Math.max(0, from - window));
      window *= 2;
    }
  }

  /** Not if a retry takes the compaction back, or goes on from before what was read. */
  private boolean isWhole() {
    PathView view = new PathView(entries);
    return !view.isRetriedFromElsewhere() && view.compaction() == compaction - from;
  }

  private List<Entry> withKeptUsers(List<String> ids) {
    Set<String> missing = new HashSet<>(ids);
    entries.forEach(entry -> missing.remove(entry.id()));
    if (missing.isEmpty()) {
      return entries;
    }
    Map<Long, Entry> users = new TreeMap<>(path.find(missing));
    List<Entry> all = new ArrayList<>(users.values());
    all.addAll(entries);
    return all;
  }
}
