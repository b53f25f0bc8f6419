package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.CrashingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that appends is killed with SIGKILL at random moments. */
abstract class CrashContract extends Contract {

  private static final int ROUNDS = 4;
  private static final int CAMPAIGN_ROUNDS = 60;
  private static final long LONGEST_RUN_NANOS = 300_000_000;

  @Test
  void killedProcessLosesNothingAcknowledged() {
    killAgainAndAgain(ROUNDS);
  }

  @Tag("campaign")
  @Test
  void processKilledManyTimesLosesNothingAcknowledged() {
    killAgainAndAgain(CAMPAIGN_ROUNDS);
  }

  private void killAgainAndAgain(int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, List<String>> acknowledged = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      String threadId = "t" + round;
      threads.createThread(ThreadMeta.builder(threadId).build());
      threadbase.close();
      List<String> ids = appendAndKill(threadId, random.nextLong(LONGEST_RUN_NANOS));
      reopened();
      assertWhole(threads.path(threadId), ids);
      NewEntry next = NewEntry.raw(EntryType.CUSTOM, "{}").inTurn("next");
      ids.add(threads.append(threadId, next).id());
      acknowledged.put(threadId, ids);
    }
    acknowledged.forEach((threadId, ids) -> assertHolds(threads.path(threadId), ids));
    long all = acknowledged.values().stream().mapToLong(List::size).sum();
    System.out.println("seed " + seed + ": " + rounds + " kills, " + all + " entries kept");
    assertThat(all).isGreaterThan(rounds);
  }

  /** The ids that a process saw acknowledged before it was killed. */
  private List<String> appendAndKill(String threadId, long nanos) {
    try (ChildJvm child = ChildJvm.start(CrashingProcess.class, database, threadId)) {
      child.awaitReady();
      child.go();
      List<String> ids = new ArrayList<>(wholeIds(List.of(child.readLine())));
      // The moment is random: there is nothing to wait for.
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      ids.addAll(wholeIds(child.kill()));
      return ids;
    }
  }

  private static List<String> wholeIds(List<String> lines) {
    String end = CrashingProcess.END;
    return lines.stream()
        .filter(line -> line.endsWith(end))
        .flatMap(
            line -> List.of(line.substring(0, line.length() - end.length()).split(" ")).stream())
        .toList();
  }

  private static void assertWhole(List<Entry> path, List<String> acknowledged) {
    assertHolds(path, acknowledged);
    assertThat(path.size() % CrashingProcess.BATCH).isZero();
    for (int i = 0; i < path.size(); i++) {
      Entry first = path.get(i - i % CrashingProcess.BATCH);
      assertThat(path.get(i).turnId()).isEqualTo(first.turnId());
    }
  }

  private static void assertHolds(List<Entry> path, List<String> acknowledged) {
    List<Long> dense = LongStream.range(0, path.size()).boxed().toList();
    assertThat(path).extracting(Entry::seq).isEqualTo(dense);
    assertThat(path).extracting(Entry::ordinal).isEqualTo(dense);
    assertThat(path).extracting(Entry::id).containsAll(acknowledged).doesNotHaveDuplicates();
  }
}
