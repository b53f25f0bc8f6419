package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Durability;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.context.CompactionBudget;
import dev.threadbase.context.CompactionPlanner;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.context.ContextBuilder;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.Contexts;
import dev.threadbase.context.RetryTarget;
import dev.threadbase.context.ToolCallCheck;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.TurnStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random conversations: what is read of the store says the same as the whole path. */
abstract class RandomContextContract extends Contract {

  private static final int CONVERSATIONS = 15;
  private static final int CAMPAIGN_CONVERSATIONS = 2_000;
  private static final int STEPS = 24;
  private static final int LONG = 90;

  private Random random = new Random(0);
  private final List<String> names = new ArrayList<>();
  private String prefix = "";
  private int nextId;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.durability(Durability.NORMAL);
  }

  @Test
  void whatIsReadSaysTheSameAsTheWholePath() {
    for (long seed = 1; seed <= CONVERSATIONS; seed++) {
      check(seed);
    }
  }

  @Test
  @Tag("campaign")
  void whatIsReadSaysTheSameAsTheWholePathForFreshSeeds() {
    long start = System.nanoTime();
    for (long seed = start; seed < start + CAMPAIGN_CONVERSATIONS; seed++) {
      check(seed);
    }
  }

  private void check(long seed) {
    random = new Random(seed);
    prefix = "r" + seed + "-";
    names.clear();
    try {
      names.add(begin(prefix + "t").id());
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      for (String thread : names) {
        compare(thread, null);
        List<Entry> journal = threads.entries(thread);
        compare(thread, journal.isEmpty() ? null : any(journal).id());
      }
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private void step() {
    String thread = any(names);
    List<Entry> path = threads.path(thread);
    int choice = random.nextInt(100);
    if (choice < 10 && names.size() < 5) {
      String fork = prefix + "f" + nextId++;
      ForkOptions here = ForkOptions.of(thread).as(fork);
      names.add(threads.fork(path.isEmpty() ? here : here.at(any(path).id())).id());
    } else if (choice < 20) {
      List<Entry> journal = threads.entries(thread);
      threads.moveLeaf(thread, journal.isEmpty() ? null : any(journal).id());
    } else {
      List<NewEntry> entries = new ArrayList<>();
      int count = random.nextInt(12) == 0 ? LONG : 1 + random.nextInt(4);
      boolean silent = random.nextBoolean();
      for (int i = 0; i < count; i++) {
        entries.add(count == LONG && silent ? quiet() : entry(path));
      }
      threads.appendAll(thread, entries, AppendOptions.DEFAULT);
    }
  }

  private String id() {
    return prefix + nextId++;
  }

  /** Nothing that would end a search for the beginning of a tail or of a turn. */
  private NewEntry quiet() {
    return random.nextBoolean()
        ? Said.result(id(), "call" + random.nextInt(3))
        : NewEntry.failure("turn" + random.nextInt(3), "broken").withId(id());
  }

  private NewEntry entry(List<Entry> path) {
    String turn = "turn" + random.nextInt(3);
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> Said.byUser(id()).inTurn(turn);
      case 3, 4 -> Said.byModel(id()).inTurn(turn);
      case 5, 6 -> Said.call(id()).inTurn(turn);
      case 7 -> Said.result(id(), anyId(path)).inTurn(turn);
      case 8 -> quiet().inTurn(turn);
      case 9, 10 -> compaction(path);
      case 11 -> Said.retryFrom(id(), anyId(path)).inTurn(turn);
      default ->
          NewEntry.turnMarker(
                  turn, random.nextBoolean() ? TurnStatus.SAVE_POINT : TurnStatus.STARTED, Map.of())
              .withId(id());
    };
  }

  private NewEntry compaction(List<Entry> path) {
    List<String> users = new ArrayList<>();
    while (random.nextInt(3) == 0) {
      users.add(anyId(path));
    }
    String firstKept = random.nextInt(4) == 0 ? null : anyId(path);
    String summary = random.nextInt(5) == 0 ? "" : "so far";
    return Said.compaction(id(), summary, firstKept, users);
  }

  /** Mostly an entry of the path, near its end as often as anywhere; else any, or none at all. */
  private String anyId(List<Entry> path) {
    int choice = random.nextInt(10);
    if (choice == 0 || path.isEmpty()) {
      return prefix + random.nextInt(nextId + 2);
    }
    int size = path.size();
    return path.get(
            choice < 5 ? size - 1 - random.nextInt(Math.min(8, size)) : random.nextInt(size))
        .id();
  }

  private void compare(String thread, String leaf) {
    Contexts contexts = threadbase.contexts();
    List<Entry> path = threads.path(thread, leaf);
    for (ContextOptions options : List.of(ContextOptions.DEFAULT, ContextOptions.REPAIRED)) {
      assertThat(contexts.context(thread, options.at(leaf)))
          .as("%s to %s, %s", thread, leaf, options)
          .isEqualTo(ContextBuilder.buildContextProjection(path, options));
    }
    if (leaf != null) {
      return;
    }
    assertThat(contexts.retrySource(thread)).as(thread).isEqualTo(RetryTarget.on(path));
    assertThat(contexts.check(thread)).as(thread).isEqualTo(ToolCallCheck.problems(path));
    CompactionBudget budget = new CompactionBudget(3_000, 100, 100, 50);
    CompactionRequest request = CompactionRequest.MANUAL.within(budget).named("c");
    for (CompactionRequest asked : List.of(request, request.fromOriginals())) {
      assertThat(outcome(() -> contexts.plan(thread, asked)))
          .as("%s, %s", thread, asked)
          .isEqualTo(outcome(() -> CompactionPlanner.plan(path, asked)));
    }
  }

  private static Object outcome(Supplier<?> plan) {
    try {
      return plan.get();
    } catch (CompactionRefused refused) {
      return refused.reason();
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

class SqliteRandomContextTest extends RandomContextContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresRandomContextTest extends RandomContextContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
