package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a verification finds of pods. */
abstract class PodVerificationContract extends PodContract {

  private void assertProblems(String... expected) {
    assertThat(threadbase.verify().problems())
        .extracting(problem -> problem.code() + " " + problem.where())
        .containsExactly(expected);
  }

  @Test
  void podsAreNoProblemWhereverTheyPoint() {
    begun("a");
    reserve("b");
    pods.write(new PodMetadata("c", null, List.of(child("d"))));
    pods.write(PodMetadata.of("e", at(segment(9))));
    pods.setActive("a", PodActiveSegmentRef.pending(ELSEWHERE));
    assertProblems();
  }

  @Test
  void findsAPodWhoseLogIsInAnotherSession() throws Exception {
    begun("a");
    begun("b");
    new Damage(database)
        .run("UPDATE pods SET session_id = '" + ELSEWHERE + "' WHERE pod_name = 'a'");
    assertProblems("pod_session pod a");
  }

  @Test
  void findsAPodThatPointsAtAThread() {
    pods.write(PodMetadata.of("a", at(segment(1))));
    threads.createThread(
        ThreadMeta.builder(segment(1).threadId()).sessionId(SESSION.toString()).build());
    assertProblems("pod_log pod a");
  }

  @Test
  void findsChildrenWithoutTheirPod() throws Exception {
    pods.write(new PodMetadata("a", null, List.of(child("b"), child("c"))));
    new Damage(database).run("DELETE FROM pods");
    assertProblems("pod_missing pod a");
  }
}

class SqlitePodVerificationTest extends PodVerificationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPodVerificationTest extends PodVerificationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
