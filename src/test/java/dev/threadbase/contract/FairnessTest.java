package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.process.TimedProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that append to one SQLite file at full speed, every commit flushed to the disk. */
class FairnessTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

  @Test
  void neitherOfTwoProcessesGetsLessThanQuarterOfTheCommits() {
    List<Long> commits = commits(2);
    long all = commits.stream().mapToLong(Long::longValue).sum();
    assertThat(commits).allSatisfy(one -> assertThat(one).isGreaterThanOrEqualTo(all / 4));
  }

  @Tag("campaign")
  @Test
  void noneOfThreeProcessesGetsLessThanHalfOfAnEqualShare() {
    List<Long> commits = commits(3);
    long all = commits.stream().mapToLong(Long::longValue).sum();
    assertThat(commits).allSatisfy(one -> assertThat(one).isGreaterThanOrEqualTo(all / 3 / 2));
  }

  private static List<Long> commits(int processes) {
    try (SqliteTestDatabase database = SqliteTestDatabase.durable();
        Threadbase threadbase = Threadbase.open(database.config())) {
      List<ChildJvm> children =
          IntStream.range(0, processes)
              .mapToObj(
                  number -> {
                    threadbase.threads().createThread(ThreadMeta.builder("t" + number).build());
                    return ChildJvm.start(
                        TimedProcess.class, database, "t" + number, LONG_ENOUGH.toMillis());
                  })
              .toList();
      try {
        children.forEach(ChildJvm::awaitReady);
        children.forEach(ChildJvm::go);
        List<Long> commits =
            children.stream().map(child -> Long.valueOf(child.finish().get(0))).toList();
        System.out.println("commits of " + processes + " processes: " + commits);
        for (int number = 0; number < processes; number++) {
          assertThat(threadbase.threads().thread("t" + number).entryCount())
              .isEqualTo(commits.get(number));
        }
        return commits;
      } finally {
        children.forEach(ChildJvm::close);
      }
    }
  }
}
