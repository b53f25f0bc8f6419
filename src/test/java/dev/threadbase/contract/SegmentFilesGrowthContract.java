package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportReport;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Logs that grow, are cut and are rewritten, in their files and here. */
abstract class SegmentFilesGrowthContract extends SegmentFilesContract {

  private static String trace(int turn) {
    return "{\"ts\":1,\"turn\":%d,\"kind\":\"lifecycle\",\"label\":\"x\"}".formatted(turn);
  }

  @Test
  void aLogThatGrewStoresWhatIsNew() {
    String begun = lines(start(), input("a"));
    load(write(segment(1), begun));
    ImportReport grown = load(write(segment(1), begun + lines(turnEnd(1), input("b"))));
    assertThat(grown.stored()).isEqualTo(2);
    assertThat(grown.existing()).isEqualTo(2);
    assertThat(grown.warnings()).isEmpty();
    assertThat(inputs(segment(1))).containsExactly("a", "b");
    assertThat(exported(segment(1))).isEqualTo(begun + lines(turnEnd(1), input("b")));
    verified();
  }

  @Test
  void whatWasAppendedHereFollowsTheOriginal() {
    loadAll(STORE);
    SegmentHead head = segments.append(segment(2), LogEntry.parse(turnEnd(4)));
    assertThat(head.count()).isEqualTo(29);
    segments.appendTrace(segment(2), TraceEntry.parse(trace(7)));
    String original = new String(Samples.bytes(log(STORE, segment(2))), StandardCharsets.UTF_8);
    assertThat(exported(segment(2))).isEqualTo(original + lines(turnEnd(4)));
    assertThat(Samples.lines(out().resolve(SESSION + "/" + segment(2).threadId() + ".trace.jsonl")))
        .hasSize(13)
        .last()
        .isEqualTo(trace(7));
    assertThat(loadAll(out())).extracting(ImportReport::stored).containsOnly(0L);
  }

  @Test
  void aLogThatGrewOnBothSidesStaysAsItIsHere() {
    String begun = lines(start(), input("a"));
    load(write(segment(1), begun));
    segments.append(segment(1), LogEntry.parse(input("here")));
    ImportReport grown = load(write(segment(1), begun + lines(input("there"))));
    assertThat(codes(grown)).containsExactly("log_kept");
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(inputs(segment(1))).containsExactly("a", "here");
    ImportReport again = load(log(store(), segment(1)));
    assertThat(again.stored()).isZero();
    ImportReport more = load(write(segment(1), begun + lines(input("there"), input("more"))));
    assertThat(more.stored()).isEqualTo(1);
    assertThat(inputs(segment(1))).containsExactly("a", "here");
    assertThat(exported(segment(1))).isEqualTo(begun + lines(input("here")));
    verified();
  }

  @Test
  void aLogFollowsAFileThatWasCutAndWrittenOn() {
    load(write(segment(1), lines(start(), input("a"), input("b"), input("c"))));
    String rewritten = lines(start(), input("a"), input("other"));
    ImportReport report = load(write(segment(1), rewritten));
    assertThat(codes(report)).containsExactly("rewritten");
    assertThat(report.existing()).isEqualTo(2);
    assertThat(report.stored()).isEqualTo(1);
    assertThat(inputs(segment(1))).containsExactly("a", "other");
    assertThat(exported(segment(1))).isEqualTo(rewritten);
    verified();
  }

  @Test
  void aLogThatWasRewrittenFromItsFirstEntryIsFollowedToo() {
    load(write(segment(2), lines(start(), turnEnd(1))));
    load(write(segment(1), lines(startFrom("forked_from", 2, 1), input("a"))));
    String rewritten = lines(startFrom("forked_from", 2, 0), input("b"), input("c"));
    assertThat(codes(load(write(segment(1), rewritten)))).containsExactly("rewritten");
    assertThat(inputs(segment(1))).containsExactly("b", "c");
    assertThat(exported(segment(1))).isEqualTo(rewritten);
    verified();
  }

  @Test
  void anOlderCopyOfALogChangesNothing() {
    String whole = lines(start(), input("a"), input("b"));
    load(write(segment(1), whole));
    ImportReport older = load(write(segment(1), lines(start(), input("a"))));
    assertThat(older.stored()).isZero();
    assertThat(older.existing()).isEqualTo(2);
    assertThat(inputs(segment(1))).containsExactly("a", "b");
    assertThat(exported(segment(1))).isEqualTo(whole);
  }

  @Test
  void aLogThatWasCutHereIsWrittenAsItIsNow() {
    String whole = lines(start(), input("a"), input("b"), input("c"));
    load(write(segment(1), whole));
    segments.truncate(segment(1), 2, WriteCondition.NONE);
    assertThat(exported(segment(1))).isEqualTo(lines(start(), input("a")));
    assertThat(load(log(store(), segment(1))).stored()).isZero();
    assertThat(inputs(segment(1))).containsExactly("a");
    ImportReport grown = load(write(segment(1), whole + lines(input("d"))));
    assertThat(codes(grown)).containsExactly("log_kept");
    assertThat(inputs(segment(1))).containsExactly("a");
    segments.append(segment(1), LogEntry.parse(input("x")));
    assertThat(exported(segment(1))).isEqualTo(lines(start(), input("a"), input("x")));
    verified();
  }

  @Test
  void anEmptyLogIsOne() {
    load(write(segment(1), ""));
    assertThat(segments.readAll(segment(1))).isEmpty();
    assertThat(exported(segment(1))).isEmpty();
    ImportReport grown = load(write(segment(1), lines(start())));
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(grown.warnings()).isEmpty();
    verified();
  }
}

class SqliteSegmentFilesGrowthTest extends SegmentFilesGrowthContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFilesGrowthTest extends SegmentFilesGrowthContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
