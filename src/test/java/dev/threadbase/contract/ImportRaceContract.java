package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.testkit.Unreached;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Files of a session store that are imported at the moment in which what they tell of is deleted.
 */
abstract class ImportRaceContract extends SegmentFilesContract {

  private static final int ROUNDS = 100;

  @Test
  void aPodIsStoredIfTheReportSaysSo() {
    PodMetadata pod = PodMetadata.of("p", PodActiveSegmentRef.pending(SESSION));
    Path file =
        write(
            folder.resolve("pods").resolve("p").resolve("metadata.json"),
            pod.toJson().getBytes(StandardCharsets.UTF_8));
    for (int round = 0; round < ROUNDS; round++) {
      threadbase.pods().write(pod);
      long later = round * 20_000L;
      long stored =
          Crowd.run(
                  2,
                  member -> {
                    if (member == 0) {
                      return load(file).stored();
                    }
                    LockSupport.parkNanos(later);
                    return threadbase.pods().deleteByName("p") ? 1L : 0;
                  })
              .get(0);
      assertThat(threadbase.pods().readByName("p").isPresent()).isEqualTo(stored == 1);
    }
  }

  @Test
  void nothingIsKeptBesideALogThatIsDeletedWhileItsTraceIsImported() {
    TraceEntry trace =
        TraceEntry.parse("{\"ts\":1,\"turn\":0,\"kind\":\"lifecycle\",\"label\":\"x\"}");
    write(segment(1), lines(start(), input("a")));
    loadAll(store());
    segments.appendTrace(segment(1), trace);
    exportAll();
    Path file = log(out(), segment(1)).resolveSibling(segment(1).segmentId() + ".trace.jsonl");
    for (int round = 0; round < ROUNDS; round++) {
      long later = round * 20_000L;
      Crowd.run(
          2,
          member -> {
            if (member == 0) {
              return loaded(file);
            }
            LockSupport.parkNanos(later);
            return segments.deleteSession(SESSION, false).deleted();
          });
      assertThat(segments.exists(segment(1))).isFalse();
      assertThat(Unreached.rows(database, "sources")).isZero();
      assertThat(Unreached.rows(database, "sessions")).isZero();
      segments.deleteSession(SESSION, false);
      loadAll(store());
      segments.appendTrace(segment(1), trace);
    }
  }

  private boolean loaded(Path file) {
    try {
      return load(file).stored() > 0;
    } catch (InvalidData deleted) {
      return false;
    }
  }
}

class SqliteImportRaceTest extends ImportRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresImportRaceTest extends ImportRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
