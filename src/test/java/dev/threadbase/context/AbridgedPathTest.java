package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A context of what is read of a path is that of the whole path, and no more is read. */
class AbridgedPathTest {

  private static final int PATHS = 1_000;
  private static final int LONG_PATHS = 60;

  private static ContextProjection context(List<Entry> path, boolean repaired) {
    return ContextBuilder.buildContextProjection(
        path, repaired ? ContextOptions.REPAIRED : ContextOptions.DEFAULT);
  }

  private static void check(List<Entry> path) {
    for (boolean repaired : new boolean[] {false, true}) {
      List<Entry> read = AbridgedPath.read(new RecordedPath(path), repaired);
      assertThat(context(read, repaired)).isEqualTo(context(path, repaired));
    }
  }

  @Test
  void contextIsThatOfTheWholePath() {
    ContextPropertyTest.forEachSeed(
        PATHS, seed -> check(ContextPropertyTest.anyPath(new Random(seed))));
  }

  @Test
  void contextIsThatOfTheWholePathWhereItIsReadInWindows() {
    ContextPropertyTest.forEachSeed(
        LONG_PATHS,
        seed -> {
          Random random = new Random(seed);
          List<Entry> path = longPath(random, random.nextInt(4)).entries();
          check(random.nextBoolean() ? path : MergedMessages.of(path, random));
        });
  }

  /** Nobody says anything for a while, then something that depends on what was said before. */
  private static ReferencePath longPath(Random random, int kind) {
    ReferencePath path = RandomPath.of(random, 10, 0);
    String user = path.user("go");
    String call = path.call("x");
    for (int i = random.nextInt(400); i > 0; i--) {
      if (kind == 0) {
        path.failure();
      } else {
        path.result("x" + i);
      }
    }
    path.result("x");
    if (kind < 2) {
      path.compaction("S", null);
    } else {
      path.compaction("S", path.leaf(), kind == 2 ? new String[] {user} : new String[] {});
    }
    path.user("next after " + call);
    return path;
  }

  @Test
  void nothingBeforeTheKeptTailIsRead() {
    ContextPropertyTest.forEachSeed(
        LONG_PATHS,
        seed -> {
          Random random = new Random(seed);
          ReferencePath path = RandomPath.of(random, 200, 0);
          int kept = random.nextInt(path.size());
          String user = path.items().get(random.nextInt(path.size())).id();
          path.compaction("S", "e" + kept, user);
          path.user("next");
          RecordedPath source = new RecordedPath(path.entries());
          AbridgedPath.read(source, false);
          assertThat(source.first()).isEqualTo(kept);
          assertThat(source.read()).isEqualTo(path.size() - kept);
          assertThat(source.sought()).isSubsetOf("e" + kept, user);
        });
  }

  @Test
  void onlyTheCompactionAndWhatFollowsIsReadIfNoTailIsKept() {
    ReferencePath path = RandomPath.of(new Random(1), 200, 0);
    String user = path.user("kept");
    int cut = path.size();
    path.compaction("S", null, user);
    path.user("next");
    RecordedPath source = new RecordedPath(path.entries());
    assertThat(AbridgedPath.read(source, true))
        .extracting(Entry::id)
        .containsExactly(user, "e" + cut, "e" + (cut + 1));
    assertThat(source.read()).isEqualTo(2);
  }

  @Test
  void aRepairReadsBackToTheBeginningOfTheTurnInWindows() {
    ReferencePath path = RandomPath.of(new Random(2), 300, 0);
    int begin = path.size();
    path.user("begin");
    for (int i = 0; i < 100; i++) {
      path.call("z" + i);
      path.result("z" + i);
    }
    path.compaction("S", path.leaf());
    RecordedPath source = new RecordedPath(path.entries());
    AbridgedPath.read(source, true);
    assertThat(source.first()).isLessThanOrEqualTo(begin);
    assertThat(source.read()).isLessThan(3 * 200);
  }

  @Test
  void aRetryOfSomethingOlderNeedsTheWholePath() {
    ReferencePath path = new ReferencePath();
    String first = path.user("first");
    path.assistant("failed");
    path.compaction("S", path.leaf());
    path.retry(first);
    List<Entry> all = path.entries();
    assertThat(AbridgedPath.read(new RecordedPath(all), false)).isEqualTo(all);
  }

  @Test
  void theEndIsReadUntilItIsEnough() {
    ReferencePath path = RandomPath.of(new Random(3), 300, 0);
    List<Entry> all = path.entries();
    RecordedPath source = new RecordedPath(all);
    List<Entry> end = AbridgedPath.end(source, read -> read.size() >= 100);
    assertThat(end).isEqualTo(all.subList(all.size() - end.size(), all.size()));
    assertThat(end).hasSizeBetween(100, 64 + 128);
    assertThat(AbridgedPath.end(new RecordedPath(all), read -> false)).isEqualTo(all);
    assertThat(AbridgedPath.end(new RecordedPath(List.of()), read -> false)).isEmpty();
  }
}
