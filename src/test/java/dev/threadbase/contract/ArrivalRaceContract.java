package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Outcome;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.TurnStart;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Threads that are made at the moment in which they are written: they are there, or they are not.
 */
abstract class ArrivalRaceContract extends Contract {

  private static final int ROUNDS = 200;

  private void assertDoneOrNotFound(Consumer<String> writing) {
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      String id = "a" + round;
      long later = round * 10_000L;
      seen.add(
          Crowd.run(
                  2,
                  number -> {
                    if (number == 0) {
                      begin(id);
                      return "";
                    }
                    LockSupport.parkNanos(later);
                    return Outcome.of(() -> writing.accept(id));
                  })
              .get(1));
    }
    assertThat(seen).isSubsetOf("done", "ThreadNotFound");
  }

  @Test
  void aThreadThatComesWhileItIsUpdatedHasNoOtherVersion() {
    assertDoneOrNotFound(id -> threads.updateThread(id, ThreadUpdate.NOTHING.status("busy")));
  }

  @Test
  void aThreadThatComesWhileItIsReplacedHasNoOtherLeaf() {
    assertDoneOrNotFound(id -> threads.updateThread(ThreadMeta.builder(id).build()));
  }

  @Test
  void aThreadThatComesWhileATurnBeginsHasNoOtherTurn() {
    assertDoneOrNotFound(id -> threadbase.turns().start(TurnStart.of(id, "t", "me")));
  }
}

class SqliteArrivalRaceTest extends ArrivalRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresArrivalRaceTest extends ArrivalRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
