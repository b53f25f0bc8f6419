package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lineage.CommonAncestor;
import dev.threadbase.lineage.Lineage;
import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.lineage.SessionTree;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Where threads came from, and what came of them. */
abstract class LineageContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  /** a: one two three; b forks a at two: b1; c forks b at b1: c1; d forks a at one. */
  private void beginFamily() {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    say("a", "one");
    say("a", "two");
    say("a", "three");
    fork("a", "two", "b");
    say("b", "b1");
    fork("b", "b1", "c");
    say("c", "c1");
    fork("a", "one", "d");
  }

  private void fork(String source, String at, String id) {
    clock.advance(Duration.ofSeconds(1));
    threads.fork(ForkOptions.of(source).at(at).as(id));
  }

  private Lineage lineage() {
    return threadbase.lineage();
  }

  private List<String> descendants(String thread) {
    return lineage().descendants(thread).stream().map(ThreadMeta::id).toList();
  }

  @Test
  void ancestorsRunFromTheHeadToTheRoot() {
    beginFamily();
    List<SegmentNode> up = lineage().ancestors("c");
    assertThat(up.stream().map(SegmentNode::threadId)).containsExactly("c", "b", "a");
    assertThat(up.stream().map(SegmentNode::depth)).containsExactly(2L, 1L, 0L);
    assertThat(up.stream().map(SegmentNode::origin)).containsExactly("fork", "fork", "root");
    assertThat(up.stream().map(SegmentNode::parentLength)).containsExactly(1L, 2L, 0L);
    assertThat(up.stream().map(SegmentNode::baseLength)).containsExactly(3L, 2L, 0L);
    assertThat(up.stream().map(SegmentNode::entries)).containsExactly(1L, 1L, 3L);
    assertThat(up.get(0).parentSegmentId()).isEqualTo(up.get(1).segmentId());
    assertThat(up.get(2).parentSegmentId()).isNull();
    assertThat(up.get(0).createdAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(up).allSatisfy(node -> assertThat(node.sessionId()).isEqualTo("s"));
  }

  @Test
  void ancestorsOutliveTheirThreads() {
    beginFamily();
    threads.deleteThread("a");
    threads.deleteThread("b");
    List<SegmentNode> up = lineage().ancestors("c");
    assertThat(up.stream().map(SegmentNode::threadId)).containsExactly("c", "b", "a");
    assertThat(up.stream().map(SegmentNode::entries)).containsExactly(1L, 1L, 2L);
  }

  @Test
  void ancestorsOfAHeadBeforeEveryRootAreNone() {
    beginFamily();
    threads.moveLeaf("c", null);
    assertThat(lineage().ancestors("c")).isEmpty();
    begin("lonely");
    assertThat(lineage().ancestors("lonely")).hasSize(1);
  }

  @Test
  void descendantsAreForksAndTheirForksOldestFirst() {
    beginFamily();
    assertThat(descendants("a")).containsExactly("b", "c", "d");
    assertThat(descendants("b")).containsExactly("c");
    assertThat(descendants("d")).isEmpty();
    assertThat(lineage().descendants("b")).containsExactly(threads.thread("c"));
  }

  @Test
  void anEmptyForkIsADescendantToo() {
    beginFamily();
    clock.advance(Duration.ofSeconds(1));
    threads.fork(ForkOptions.of("a").before("one").as("e"));
    assertThat(descendants("a")).containsExactly("b", "c", "d", "e");
  }

  @Test
  void aDeletedForkLeavesTheOthers() {
    beginFamily();
    threads.deleteThread("d");
    assertThat(descendants("a")).containsExactly("b", "c");
  }

  @Test
  void forksOfADeletedThreadAreFoundByItsId() {
    beginFamily();
    threads.deleteThread("a");
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    assertThat(descendants("a")).containsExactly("b", "c", "d");
  }

  @Test
  void aLineageThatRunsInACircleEnds() {
    beginFamily();
    ThreadMeta root = threads.thread("a");
    threads.updateThread(root.toBuilder().forkedFromThreadId("c").build());
    assertThat(descendants("a")).containsExactly("b", "c", "d");
  }

  @Test
  void aSessionIsAllItsSegmentsAndThreads() {
    beginFamily();
    begin("stranger");
    sayAfter("a", "one", "other");
    SessionTree tree = lineage().session("s");
    assertThat(tree.sessionId()).isEqualTo("s");
    assertThat(tree.threads().stream().map(ThreadMeta::id)).containsExactly("a", "b", "c", "d");
    assertThat(tree.segments()).hasSize(5);
    List<String> seen = new ArrayList<>();
    for (SegmentNode node : tree.segments()) {
      String parent = node.parentSegmentId();
      assertThat(parent == null || seen.contains(parent)).isTrue();
      seen.add(node.segmentId());
    }
    assertThat(tree.segments().stream().mapToLong(SegmentNode::entries).sum()).isEqualTo(6);
  }

  @Test
  void commonAncestorIsTheLastEntryThatBothPathsHold() {
    beginFamily();
    CommonAncestor ancestor = lineage().commonAncestor("a", "c").orElseThrow();
    assertThat(ancestor.entryId()).isEqualTo("two");
    assertThat(List.of(ancestor.length(), ancestor.pathLength())).containsExactly(2L, 2L);
    assertThat(ancestor.segmentId()).isEqualTo(threads.entry("a", "two").segmentId());
    assertThat(lineage().commonAncestor("c", "a")).contains(ancestor);
    assertThat(lineage().commonAncestor("b", "c").orElseThrow().entryId()).isEqualTo("b1");
    assertThat(lineage().commonAncestor("d", "c").orElseThrow().entryId()).isEqualTo("one");
    assertThat(lineage().commonAncestor("a", "a").orElseThrow().entryId()).isEqualTo("three");
  }

  @Test
  void commonAncestorFollowsTheHeads() {
    beginFamily();
    threads.moveLeaf("a", "one");
    assertThat(lineage().commonAncestor("a", "c").orElseThrow().entryId()).isEqualTo("one");
    sayAfter("a", "three", "four");
    assertThat(lineage().commonAncestor("a", "c").orElseThrow().entryId()).isEqualTo("two");
  }

  @Test
  void strangersShareNothing() {
    beginFamily();
    begin("stranger");
    say("stranger", "one");
    assertThat(lineage().commonAncestor("a", "stranger")).isEmpty();
    threads.createThread(ThreadMeta.builder("sibling").sessionId("s").build());
    say("sibling", "one");
    assertThat(lineage().commonAncestor("a", "sibling")).isEmpty();
    threads.moveLeaf("d", null);
    assertThat(lineage().commonAncestor("a", "d")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    begin("a");
    for (ThrowingCallable question :
        List.<ThrowingCallable>of(
            () -> lineage().ancestors("none"),
            () -> lineage().descendants("none"),
            () -> lineage().commonAncestor("a", "none"),
            () -> lineage().commonAncestor("none", "a"))) {
      assertThatThrownBy(question).isInstanceOf(ThreadNotFound.class);
    }
    assertThatThrownBy(() -> lineage().session("none"))
        .isInstanceOfSatisfying(
            SessionNotFound.class, missing -> assertThat(missing.sessionId()).isEqualTo("none"));
  }
}

class SqliteLineageTest extends LineageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLineageTest extends LineageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
