package dev.threadbase.contract;

import static dev.threadbase.contract.ScriptedWorker.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SegmentKind;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentTree;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One session with every kind of log: a root, its compaction, the fork of a writer that was not
 * alone, a fork at a turn and a fork of that; and a conversation that began with what was said
 * there (yoi session store, its worked example).
 */
abstract class SegmentLineageContract extends LogContract {

  private UUID session;
  private SegmentAddress root;
  private SegmentAddress compaction;
  private SegmentAddress own;
  private SegmentAddress fork;
  private SegmentAddress nested;
  private SegmentAddress elsewhere;
  private StartState live;

  @BeforeEach
  void grow() {
    ScriptedWorker worker =
        ScriptedWorker.begin(
            segments, StartState.EMPTY.withSystemPrompt("S"), WriterOptions.FORKING);
    worker.run("one", says("One"));
    worker.run("two", says("Two"), says("and three"), says("and four"));
    root = worker.address();
    session = root.sessionId();
    StartState summary =
        new StartState("S", worker.state().config(), List.of(LoggedItem.system("[summary]")));
    worker = worker.compacted(segments, summary, WriterOptions.FORKING);
    compaction = worker.address();
    assertThat(segments.restore(compaction).turnCount()).isZero();
    worker.run("five", says("Five"));
    worker.run("six", says("Six"), says("and seven"));
    segments.append(compaction, input("foreign"));
    worker.writer().ensureHead();
    own = worker.address();
    live = worker.state();
    fork = segments.forkAt(root, 1).address();
    nested = segments.forkAt(fork, 0).address();
    elsewhere = segments.fork(live).address();
  }

  @Test
  void aSessionKnowsHowItsLogsCameFromEachOther() {
    SegmentTree tree = segments.tree(session);
    assertThat(tree.sessionId()).isEqualTo(session);
    assertThat(segments.listSegments(session)).isEqualTo(ids(nested, fork, own, compaction, root));
    assertThat(segments.listSessions()).containsExactly(elsewhere.sessionId(), session);
    assertThat(of(tree.children(root.segmentId()))).isEqualTo(ids(fork, compaction));
    assertThat(of(tree.children(compaction.segmentId()))).isEqualTo(ids(own));
    assertThat(of(tree.children(nested.segmentId()))).isEmpty();
    assertThat(of(tree.ancestors(nested.segmentId()))).isEqualTo(ids(fork, root));
    assertThat(of(tree.ancestors(own.segmentId()))).isEqualTo(ids(compaction, root));
    assertThat(of(tree.leaves())).isEqualTo(ids(nested, own));
    assertThat(tree.depth(own.segmentId())).isEqualTo(2);
    assertThat(tree.depth(root.segmentId())).isZero();
    SegmentTree other = segments.tree(elsewhere.sessionId());
    assertThat(other.ancestors(elsewhere.segmentId())).isEmpty();
    assertThat(of(other.leaves())).isEqualTo(ids(elsewhere));
  }

  @Test
  void everyLogSaysWhyItExistsAndWhereItBegan() {
    List<SegmentInfo> logs = segments.tree(session).segments();
    assertThat(logs)
        .extracting(SegmentInfo::kind)
        .containsExactly(
            SegmentKind.FORK,
            SegmentKind.FORK,
            SegmentKind.FORK,
            SegmentKind.COMPACTION,
            SegmentKind.NEW);
    assertThat(logs)
        .extracting(SegmentInfo::source)
        .containsExactly(
            fork.segmentId(), root.segmentId(), compaction.segmentId(), root.segmentId(), null);
    assertThat(logs).extracting(SegmentInfo::atTurnIndex).containsExactly(0L, 1L, 7L, 4L, 0L);
    assertThat(logs).extracting(SegmentInfo::baseTurn).containsExactly(1L, 1L, 7L, 4L, 0L);
    assertThat(logs)
        .allSatisfy(
            log -> assertThat(log.entries()).isEqualTo(segments.readEntryCount(log.address())));
    assertThat(begins(compaction).compactedFrom())
        .isEqualTo(new SegmentOrigin(root.segmentId(), 4));
    assertThat(begins(compaction).forkedFrom()).isNull();
    assertThat(begins(own).forkedFrom()).isEqualTo(new SegmentOrigin(compaction.segmentId(), 7));
    assertThat(begins(fork).forkedFrom()).isEqualTo(new SegmentOrigin(root.segmentId(), 1));
    assertThat(begins(nested).forkedFrom()).isEqualTo(new SegmentOrigin(fork.segmentId(), 0));
    assertThat(begins(elsewhere).forkedFrom()).isNull();
  }

  @Test
  void everyLogIsRestoredByItself() {
    assertThat(texts(segments.restore(fork).history())).containsExactly("one", "One");
    assertThat(segments.restore(fork).turnCount()).isZero();
    assertThat(segments.restore(nested).history()).isEqualTo(segments.restore(fork).history());
    assertThat(segments.restore(own).history()).isEqualTo(live.history());
    assertThat(texts(live.history())).startsWith("[summary]", "five").doesNotContain("foreign");
    assertThat(segments.restore(own).turnCount()).isEqualTo(7);
    assertThat(segments.restore(elsewhere).history()).isEqualTo(live.history());
    assertThat(segments.restore(elsewhere).sessionId()).isEqualTo(elsewhere.sessionId());
    assertThat(texts(segments.restore(compaction).history())).endsWith("foreign");
    threads.deleteThread(root.threadId());
    assertThat(texts(segments.restore(fork).history())).containsExactly("one", "One");
    assertThat(segments.restore(compaction).systemPrompt()).isEqualTo("S");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void theViewOfTheLineageTellsTheSame() {
    String query =
        "SELECT segment_id, origin, parent_segment_id, depth, path, thread_id, entries,"
            + " COALESCE(at_turn_index, 0), base_turn FROM session_lineage"
            + " WHERE session_id = '%s' ORDER BY segment_id DESC";
    String inRoot = root.threadId() + "/";
    assertThat(Sql.rows(database, query.formatted(session)))
        .containsExactly(
            row(nested, "fork", fork, 2, inRoot + fork.segmentId() + "/", 1, 0, 1),
            row(fork, "fork", root, 1, inRoot, 1, 1, 1),
            row(own, "fork", compaction, 2, inRoot + compaction.segmentId() + "/", 1, 7, 7),
            row(compaction, "compaction", root, 1, inRoot, 15, 4, 4),
            row(root, "root", null, 0, "", 15, 0, 0));
    assertThat(Sql.rows(database, query.formatted(elsewhere.sessionId())))
        .containsExactly(row(elsewhere, "root", null, 0, "", 1, 0, 0));
  }

  private static List<String> row(
      SegmentAddress log,
      String origin,
      SegmentAddress parent,
      int depth,
      String above,
      int entries,
      int atTurn,
      int baseTurn) {
    String source = parent == null ? null : parent.threadId();
    String path = above + log.segmentId();
    return Arrays.asList(
        log.threadId(),
        origin,
        source,
        depth + "",
        path,
        log.threadId(),
        entries + "",
        atTurn + "",
        baseTurn + "");
  }

  private SegmentStart begins(SegmentAddress log) {
    LogEntry first = segments.readAll(log).get(0);
    return (SegmentStart) first;
  }

  private static List<UUID> ids(SegmentAddress... logs) {
    return Arrays.stream(logs).map(SegmentAddress::segmentId).toList();
  }

  private static List<UUID> of(List<SegmentInfo> logs) {
    return logs.stream().map(SegmentInfo::segmentId).toList();
  }
}

class SqliteSegmentLineageTest extends SegmentLineageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentLineageTest extends SegmentLineageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
