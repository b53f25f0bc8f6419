package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.CounterFile;
import dev.threadbase.process.RacingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty-four racers in four processes for one thread's lease. That nobody holds it beside another
 * is seen in a file, not asked of the database.
 */
abstract class LeaseRaceContract extends Contract {

  private static final int PROCESSES = 4;
  private static final int RACERS_PER_PROCESS = 16;
  private static final int RACERS = PROCESSES * RACERS_PER_PROCESS;

  /** So many acquisitions that each racer must have had one at least. */
  private static final int FEW = 4 * RACERS;

  @TempDir Path folder;

  /** How many acquisitions a long race has. */
  abstract int many();

  /** One acquisition: the number that the holder found in the file, and its token. */
  private record Taken(long number, long token) {}

  /** A racer: how often it held the lease, and its longest wait in microseconds. */
  private record Racer(long taken, long longestWait, long refused) {}

  @Test
  void exactlyOneOfSixtyFourRacersHoldsTheLease() throws IOException {
    race(FEW);
  }

  @Tag("campaign")
  @Test
  void exactlyOneHoldsTheLeaseInALongRace() throws IOException {
    race(many());
  }

  private void race(int goal) throws IOException {
    begin("a");
    CounterFile counter = new CounterFile(folder);
    counter.create();
    List<ChildJvm> children =
        IntStream.range(0, PROCESSES)
            .mapToObj(
                number ->
                    ChildJvm.start(
                        RacingProcess.class, database, "a", folder, RACERS_PER_PROCESS, goal))
            .toList();
    try {
      children.forEach(ChildJvm::awaitReady);
      long began = System.nanoTime();
      children.forEach(ChildJvm::go);
      List<List<String>> lines = children.stream().map(ChildJvm::finish).toList();
      double seconds = (System.nanoTime() - began) / 1e9;
      // Each racer's last acquisition told it that the goal was reached.
      assertThat(counter.read()).isEqualTo(goal + RACERS);
      assertTakenOneByOne(lines.stream().flatMap(List::stream).toList(), goal);
      assertNobodyStarved(lines, goal, seconds);
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  private static void assertTakenOneByOne(List<String> lines, int goal) {
    List<Taken> taken =
        numbers(lines, RacingProcess.TOOK).stream()
            .map(numbers -> new Taken(numbers.get(0), numbers.get(1)))
            .sorted(Comparator.comparingLong(Taken::number))
            .toList();
    assertThat(taken)
        .extracting(Taken::number)
        .isEqualTo(LongStream.range(0, goal).boxed().toList());
    assertThat(taken).extracting(Taken::token).isSorted().doesNotHaveDuplicates();
  }

  private static void assertNobodyStarved(List<List<String>> lines, int goal, double seconds) {
    List<Racer> racers =
        lines.stream()
            .flatMap(of -> numbers(of, RacingProcess.RACER).stream())
            .map(numbers -> new Racer(numbers.get(0), numbers.get(1), numbers.get(2)))
            .toList();
    long longest = racers.stream().mapToLong(Racer::longestWait).max().orElseThrow();
    System.out.printf(
        "%d acquisitions in %.1f s, %.0f a second; of each process %s, of each racer %s;"
            + " longest wait %.2f s; %d refused%n",
        goal,
        seconds,
        goal / seconds,
        lines.stream().map(of -> numbers(of, RacingProcess.TOOK).size()).toList(),
        racers.stream().mapToLong(Racer::taken).summaryStatistics(),
        longest / 1e6,
        racers.stream().mapToLong(Racer::refused).sum());
    assertThat(racers).hasSize(RACERS);
    assertThat(racers)
        .allSatisfy(racer -> assertThat(racer.taken()).isGreaterThanOrEqualTo(goal / RACERS / 4));
  }

  private static List<List<Long>> numbers(List<String> lines, String kind) {
    return lines.stream()
        .map(line -> List.of(line.split(" ")))
        .filter(words -> words.get(0).equals(kind))
        .map(words -> words.stream().skip(1).map(Long::valueOf).toList())
        .toList();
  }
}

class SqliteLeaseRaceTest extends LeaseRaceContract {
  @Override
  int many() {
    return 2_000;
  }

  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}

class PostgresLeaseRaceTest extends LeaseRaceContract {
  @Override
  int many() {
    return 10_000;
  }

  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }
}
