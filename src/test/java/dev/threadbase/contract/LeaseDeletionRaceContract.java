package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Outcome;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Threads that are deleted or written at the moment in which a turn begins on them. */
abstract class LeaseDeletionRaceContract extends Contract {

  private static final int ROUNDS = 150;
  private static final Duration TTL = Duration.ofMinutes(5);

  private Set<List<String>> raced(Runnable acquiring) {
    Set<List<String>> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      begin("a");
      seen.add(
          Crowd.run(
              2, number -> Outcome.of(number == 0 ? acquiring : () -> threads.deleteThread("a"))));
      if (threads.findThread("a").isPresent()) {
        threadbase.leases().breakLease("a", "test", "next round");
        threads.deleteThread("a");
      }
    }
    return seen;
  }

  @Test
  void aLeaseIsAcquiredOrTheThreadIsDeletedNeverBoth() {
    Set<List<String>> seen = raced(() -> threadbase.leases().tryAcquire("a", "t1", "me", TTL));
    assertThat(seen).isSubsetOf(allowed());
  }

  @Test
  void aTurnBeginsOrTheThreadIsDeletedNeverBoth() {
    Set<List<String>> seen =
        raced(() -> threadbase.turns().start(TurnStart.of("a", "t1", "me").lasting(TTL)));
    assertThat(seen).isSubsetOf(allowed());
  }

  /** Whether something goes on beside a lease that was acquired by then. */
  private void assertNothingComesBehindAFirstLease(
      String prefix, Consumer<String> making, Consumer<String> writing) {
    for (int round = 0; round < ROUNDS; round++) {
      String id = prefix + round;
      // What is decided before the lock is looked for takes a moment.
      long later = round * 20_000L;
      making.accept(id);
      Crowd.run(
          2,
          number -> {
            if (number == 0) {
              return Outcome.of(() -> writing.accept(id));
            }
            LockSupport.parkNanos(later);
            threadbase.leases().tryAcquire(id, "t1", "me", TTL);
            ThreadMeta acquired = threads.thread(id);
            LockSupport.parkNanos(3_000_000);
            assertThat(threads.thread(id)).isEqualTo(acquired);
            return "";
          });
    }
  }

  @Test
  void noConversationIsDeletedBehindAFirstLease() {
    ConversationStore store = threadbase.conversations();
    assertNothingComesBehindAFirstLease(
        "c", id -> store.save(Conversations.spoken(id, "words")), store::delete);
  }

  @Test
  void noThreadIsRepairedBehindAFirstLease() {
    assertNothingComesBehindAFirstLease(
        "r",
        id -> {
          begin(id);
          threads.append(id, Said.call("c"));
        },
        id -> threadbase.contexts().repair(id, null));
  }

  private static Set<List<String>> allowed() {
    return Set.of(
        List.of("done", ActiveTurn.class.getSimpleName()),
        List.of(ThreadNotFound.class.getSimpleName(), "done"));
  }
}

class SqliteLeaseDeletionRaceTest extends LeaseDeletionRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeaseDeletionRaceTest extends LeaseDeletionRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
