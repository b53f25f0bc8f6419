package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ListThreadsOptions.Cursor;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listing threads: order, pages and filters. */
abstract class ListThreadsContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private void create(String id, int secondsAfterNoon) {
    threads.createThread(
        ThreadMeta.builder(id).createdAt(NOON.plusSeconds(secondsAfterNoon)).build());
  }

  private List<String> list(ListThreadsOptions options) {
    return threads.listThreads(options).stream().map(ThreadMeta::id).toList();
  }

  @Test
  void anEmptyDatabaseListsNothing() {
    assertThat(list(ListThreadsOptions.ALL)).isEmpty();
  }

  @Test
  void newestCreationComesFirstThenTheSmallerId() {
    create("older", 0);
    create("newer", 10);
    create("beta", 20);
    create("alpha", 20);
    threads.updateThread("older", ThreadUpdate.NOTHING.updatedAt(NOON.plusSeconds(99)));
    say("older", "one");
    assertThat(list(ListThreadsOptions.ALL)).containsExactly("alpha", "beta", "newer", "older");
    assertThat(list(ListThreadsOptions.first(2))).containsExactly("alpha", "beta");
    Cursor beta = new Cursor(NOON.plusSeconds(20), "beta");
    assertThat(list(ListThreadsOptions.ALL.after(beta))).containsExactly("newer", "older");
  }

  @Test
  void tiesAreInTheOrderOfTheBytesOfTheirIds() {
    for (String id : List.of("b", "a", "B", "ä", "_", "10", "9", "\uFFFD", "\uD83D\uDE00", "z")) {
      create(id, 0);
    }
    assertThat(list(ListThreadsOptions.ALL))
        .containsExactly("10", "9", "B", "_", "a", "b", "z", "ä", "\uFFFD", "\uD83D\uDE00");
  }

  @Test
  void pagesFollowOneAnotherWithoutGapsOrRepeats() {
    for (int i = 0; i < 23; i++) {
      create("t" + i, i / 4);
    }
    List<ThreadMeta> all = threads.listThreads(ListThreadsOptions.ALL);
    List<ThreadMeta> paged = new ArrayList<>();
    List<ThreadMeta> page = threads.listThreads(ListThreadsOptions.first(5));
    while (!page.isEmpty()) {
      paged.addAll(page);
      page = threads.listThreads(ListThreadsOptions.first(5).after(page.get(page.size() - 1)));
    }
    assertThat(paged).isEqualTo(all).hasSize(23);
  }

  @Test
  void aPageFollowsAThreadThatIsGone() {
    create("a", 3);
    create("b", 2);
    create("c", 1);
    ThreadMeta b = threads.thread("b");
    threads.deleteThread("b");
    assertThat(list(ListThreadsOptions.ALL.after(b))).containsExactly("c");
    Cursor never = new Cursor(NOON.plusSeconds(3), "Z");
    assertThat(list(ListThreadsOptions.ALL.after(never))).containsExactly("a", "c");
  }

  @Test
  void archivedThreadsAreHiddenUnlessAskedForAndThenInTheirPlace() {
    create("a", 3);
    create("b", 2);
    create("c", 1);
    threads.updateThread("b", ThreadUpdate.NOTHING.archived(true));
    assertThat(list(ListThreadsOptions.ALL)).containsExactly("a", "c");
    assertThat(list(ListThreadsOptions.first(2))).containsExactly("a", "c");
    assertThat(list(ListThreadsOptions.ALL.withArchived())).containsExactly("a", "b", "c");
  }

  @Test
  void aListedThreadIsTheThread() {
    create("a", 0);
    say("a", "one");
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(threads.listThreads(ListThreadsOptions.ALL))
        .containsExactly(threads.thread("f"), threads.thread("a"));
  }

  @Test
  void filtersByWorkspaceChannelStatusAndSession() {
    for (String id : List.of("a", "b", "c", "d")) {
      create(id, 0);
    }
    threads.updateThread("a", ThreadUpdate.NOTHING.workspace("w").channel("x").status("s"));
    threads.updateThread("b", ThreadUpdate.NOTHING.workspace("w").channel("y").status("s"));
    threads.updateThread("c", ThreadUpdate.NOTHING.workspace("W").channel("x").status(""));
    assertThat(list(ListThreadsOptions.ALL.inWorkspace("w"))).containsExactly("a", "b");
    assertThat(list(ListThreadsOptions.ALL.inChannel("x"))).containsExactly("a", "c");
    assertThat(list(ListThreadsOptions.ALL.withStatus("s"))).containsExactly("a", "b");
    assertThat(list(ListThreadsOptions.ALL.withStatus(""))).containsExactly("c");
    assertThat(list(ListThreadsOptions.ALL.inWorkspace("w").inChannel("x").withStatus("s")))
        .containsExactly("a");
    assertThat(list(ListThreadsOptions.ALL.inWorkspace("none"))).isEmpty();
    ListThreadsOptions family = ListThreadsOptions.ALL.inSession(threads.thread("d").sessionId());
    threads.fork(ForkOptions.of("d").as("f").madeAt(NOON));
    assertThat(list(family)).containsExactly("d", "f");
    assertThat(list(family.inWorkspace("w"))).isEmpty();
  }

  @Test
  void timeRangesIncludeTheirStartAndNotTheirEnd() {
    create("a", 3);
    create("b", 2);
    create("c", 1);
    Instant one = NOON.plusSeconds(1);
    Instant three = NOON.plusSeconds(3);
    assertThat(list(ListThreadsOptions.ALL.created(one, three))).containsExactly("b", "c");
    assertThat(list(ListThreadsOptions.ALL.created(one.plusNanos(1), null)))
        .containsExactly("a", "b");
    assertThat(list(ListThreadsOptions.ALL.created(null, one.plusNanos(1)))).containsExactly("c");
    threads.updateThread("c", ThreadUpdate.NOTHING.updatedAt(NOON.plusSeconds(60)));
    assertThat(list(ListThreadsOptions.ALL.updated(three, null))).containsExactly("a", "c");
    assertThat(list(ListThreadsOptions.ALL.updated(null, three))).containsExactly("b");
    assertThat(list(ListThreadsOptions.ALL.created(null, three).updated(three, null)))
        .containsExactly("c");
  }

  @Test
  void pagesAndFiltersGoTogether() {
    for (int i = 0; i < 12; i++) {
      create("t" + i, i);
      threads.updateThread("t" + i, ThreadUpdate.NOTHING.workspace(i % 2 == 0 ? "even" : "odd"));
    }
    ListThreadsOptions even = ListThreadsOptions.first(2).inWorkspace("even");
    List<ThreadMeta> first = threads.listThreads(even);
    assertThat(first.stream().map(ThreadMeta::id)).containsExactly("t10", "t8");
    assertThat(list(even.after(first.get(1)))).containsExactly("t6", "t4");
  }
}

class SqliteListThreadsTest extends ListThreadsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresListThreadsTest extends ListThreadsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
