package dev.threadbase.transfer;

import dev.threadbase.pipeline.StageResult;
import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.Loss.Kind;
import dev.threadbase.transfer.format.Losses;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Counts what an export writes and what it leaves out. One thing of one entry counts once, however
 * often it is told.
 */
final class LossTally implements Losses {

  private static final String OTHERS = "others";
  private static final int LONGEST_NAME = 200;

  private final Map<Key, Count> counts = new HashMap<>();
  private final Set<String> sessions = new LinkedHashSet<>();
  private final Set<String> threads = new LinkedHashSet<>();
  private String threadId = "";
  private final List<StageResult> stages = new ArrayList<>();
  private final LongConsumer progress;
  private long entries;
  private long lines;

  /** Nobody is told on the way. */
  LossTally() {
    this(bytes -> {});
  }

  /** Takes who is told how many bytes were written. */
  LossTally(LongConsumer progress) {
    this.progress = progress;
  }

  /** A stream that tells what is written to it. */
  OutputStream telling(OutputStream output) {
    return new ToldOutput(output, progress);
  }

  private record Key(Kind kind, String name) {}

  private static final class Count {
    private final String firstId;
    private String lastId;
    private long count;

    Count(String id) {
      this.firstId = id;
      this.lastId = id;
    }
  }

  /** What follows is of this thread. */
  void thread(String sessionId, String id) {
    sessions.add(sessionId);
    threads.add(id);
    if (!id.equals(threadId)) {
      // Every thread may have an entry of the same id.
      counts.values().forEach(count -> count.lastId = "");
    }
    threadId = id;
  }

  /** The session, which may have no thread. */
  void session(String sessionId) {
    sessions.add(sessionId);
  }

  void written(long entries, long lines) {
    this.entries += entries;
    this.lines += lines;
  }

  /** What was written last went through stages. */
  void through(List<StageResult> results) {
    stages.addAll(results);
  }

  @Override
  public void entry(Entry entry) {
    add(Kind.ENTRY, entry.type().name(), entry.id());
  }

  @Override
  public void field(Entry entry, String field) {
    add(Kind.FIELD, field, entry.id());
  }

  @Override
  public void thread(String field) {
    add(Kind.THREAD, field, threadId);
  }

  /** An entry is off the path of the leaf. */
  void branch(Entry entry) {
    add(Kind.BRANCH, entry.type().name(), entry.id());
  }

  /** Whether the last that was told is that an entry has no line. */
  boolean isTold(Entry entry) {
    Count count = counts.get(key(Kind.ENTRY, entry.type().name()));
    return count != null && count.lastId.equals(entry.id());
  }

  private void add(Kind kind, String name, String id) {
    Key key = key(kind, name);
    Count count = counts.get(key);
    if (count == null) {
      count = new Count(id);
      counts.put(key, count);
    } else if (count.lastId.equals(id) && !key.name.equals(OTHERS)) {
      return;
    }
    count.lastId = id;
    count.count++;
  }

  private Key key(Kind kind, String name) {
    String clean = CleanText.of(name);
    Key key =
        new Key(
            kind, clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME) + "…");
    return counts.containsKey(key) || counts.size() < ExportReport.MOST_LOSSES
        ? key
        : new Key(kind, OTHERS);
  }

  ExportReport report() {
    List<Loss> losses = new ArrayList<>();
    counts.forEach(
        (key, count) -> losses.add(new Loss(key.kind, key.name, count.count, count.firstId)));
    losses.sort(Comparator.comparing(Loss::kind).thenComparing(Loss::name));
    return new ExportReport(
        List.copyOf(sessions), List.copyOf(threads), entries, lines, losses, stages);
  }
}
