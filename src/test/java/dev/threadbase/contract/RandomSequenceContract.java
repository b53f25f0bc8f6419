package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Durability;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random sequences of every operation, beside a model that is too simple to be wrong. */
abstract class RandomSequenceContract extends Contract {

  private static final int SEQUENCES = 40;
  private static final int CAMPAIGN_SEQUENCES = 5_000;
  private static final int STEPS = 24;

  private Random random = new Random(0);
  private ThreadModel model = new ThreadModel();
  private String prefix = "";
  private int nextId;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.durability(Durability.NORMAL);
  }

  @Test
  void everyPathJournalAndLeafIsWhatTheModelSays() {
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      check(seed);
    }
  }

  @Test
  @Tag("campaign")
  void everyPathJournalAndLeafIsWhatTheModelSaysForFreshSeeds() {
    long start = System.nanoTime();
    for (long seed = start; seed < start + CAMPAIGN_SEQUENCES; seed++) {
      check(seed);
    }
  }

  private void check(long seed) {
    random = new Random(seed);
    model = new ThreadModel();
    prefix = "r" + seed + "-";
    try {
      beginOne();
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      compare();
      JournalInvariants.hold(database);
      for (String thread : List.copyOf(model.threads.keySet())) {
        threads.deleteThread(thread);
        model.threads.remove(thread);
      }
      assertThat(Sql.number(database, "SELECT COUNT(*) FROM sessions")).isZero();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private void step() {
    int choice = random.nextInt(100);
    if (model.threads.isEmpty() || choice < 6) {
      beginOne();
    } else if (choice < 36) {
      append(any(model.threads), null);
    } else if (choice < 56) {
      String thread = any(model.threads);
      append(thread, anyEntry(thread));
    } else if (choice < 70) {
      move();
    } else if (choice < 90) {
      fork();
    } else {
      String thread = any(model.threads);
      threads.deleteThread(thread);
      model.threads.remove(thread);
    }
  }

  /** In one of two sessions, under a name that a deleted thread may have had. */
  private void beginOne() {
    String id = freeName();
    threads.createThread(
        ThreadMeta.builder(id).sessionId(prefix + "s" + random.nextInt(2)).build());
    model.create(id);
  }

  /** One entry or a few, behind an entry or at the leaf. */
  private void append(String thread, String parentId) {
    int count = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    List<NewEntry> entries = new ArrayList<>();
    String parent = parentId == null ? model.threads.get(thread).leafId : parentId;
    ThreadModel.Copy expected = model.threads.get(thread);
    for (int i = 0; i < count; i++) {
      String id = prefix + "e" + nextId++;
      entries.add(NewEntry.raw(EntryType.CUSTOM, id).withId(id));
      expected.append(id, parent);
      parent = id;
    }
    AppendOptions options =
        new AppendOptions(null, parentId, null, null, random.nextInt(4) == 0, null);
    threads.appendAll(thread, entries, options);
  }

  private void move() {
    String thread = any(model.threads);
    String target = random.nextInt(5) == 0 ? null : anyEntry(thread);
    threads.moveLeaf(thread, target);
    model.threads.get(thread).leafId = target;
  }

  private void fork() {
    String source = any(model.threads);
    String entry = anyEntry(source);
    String id = freeName();
    if (entry == null) {
      threads.fork(ForkOptions.of(source).as(id));
      model.fork(source, model.threads.get(source).leafId, id);
    } else if (random.nextInt(3) == 0) {
      threads.fork(ForkOptions.of(source).before(entry).as(id));
      model.fork(source, model.threads.get(source).node(entry).parentId(), id);
    } else {
      threads.fork(ForkOptions.of(source).at(entry).as(id));
      model.fork(source, entry, id);
    }
  }

  private void compare() {
    assertThat(threads.listThreads(ListThreadsOptions.ALL).stream().map(ThreadMeta::id))
        .containsExactlyInAnyOrderElementsOf(model.threads.keySet());
    model.threads.forEach(
        (id, expected) -> {
          ThreadMeta actual = threads.thread(id);
          assertThat(actual.leafId()).as("leaf of " + id).isEqualTo(expected.leafId);
          assertThat(actual.entryCount()).isEqualTo(expected.journal.size());
          assertThat(ids(threads.path(id))).as(id).isEqualTo(expected.path(expected.leafId));
          List<Entry> journal = threads.entries(id);
          assertThat(ids(journal)).as("journal of " + id).isEqualTo(expected.ids());
          for (Entry entry : journal) {
            assertThat(entry.parentId()).isEqualTo(expected.node(entry.id()).parentId());
          }
          String other = anyEntry(id);
          if (other != null) {
            assertThat(ids(threads.path(id, other))).isEqualTo(expected.path(other));
          }
        });
  }

  private String freeName() {
    String name = prefix + "t" + random.nextInt(12);
    while (model.threads.containsKey(name)) {
      name += "x";
    }
    return name;
  }

  private String anyEntry(String thread) {
    List<String> ids = model.threads.get(thread).ids();
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }

  private String any(Map<String, ?> map) {
    return List.copyOf(map.keySet()).get(random.nextInt(map.size()));
  }
}

class SqliteRandomSequenceTest extends RandomSequenceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresRandomSequenceTest extends RandomSequenceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
