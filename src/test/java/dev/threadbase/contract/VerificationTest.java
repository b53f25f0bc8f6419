package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Verification;
import dev.threadbase.thread.Verification.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A healthy database has no problem; every way of damaging a row is one, and is found. */
abstract class VerificationContract extends Contract {

  private static final byte[] ORIGINAL = "{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.UTF_8);

  private String session;
  private Damage damage;
  private Entry first;
  private Entry last;
  private ThreadMeta fork;

  /** A thread of three entries with a branch, a fork that was written on, and an empty fork. */
  @BeforeEach
  void fill() {
    damage = new Damage(database);
    session = threads.createThread(ThreadMeta.builder("a").build()).sessionId();
    first = threads.appendMessage("a", null, Message.user("one"));
    threads.appendMessage("a", null, Message.assistant("two"));
    last = threads.appendMessage("a", null, Message.user("three"));
    fork = threads.fork(ForkOptions.of("a").at(first.id()).as("f"));
    threads.appendMessage("f", null, Message.user("other"));
    threads.fork(ForkOptions.of("f").as("g"));
    threads.append(
        "a", NewEntry.message(Message.user("side")), AppendOptions.DEFAULT.after(first.id()));
    threads.moveLeaf("a", last.id());
    threads.createThread(ThreadMeta.builder("empty").build());
  }

  @Test
  void healthyDatabaseHasNoProblem() throws Exception {
    damage.archive(session, ORIGINAL.length, Damage.digest(ORIGINAL), 5, ORIGINAL);
    Verification report = threadbase.verify();
    assertThat(report).isEqualTo(new Verification(5, 4, 5, List.of(), true));
    assertThat(report.healthy()).isTrue();
  }

  @Test
  void healthyAfterDeletionAndMovesToTheRoot() {
    threads.deleteThread("a");
    threads.moveLeaf("f", null);
    threads.moveLeaf("empty", null);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void everyPageOfEntriesIsHashed() throws Exception {
    List<NewEntry> many =
        Stream.generate(() -> NewEntry.message(Message.user("more"))).limit(350).toList();
    List<Entry> entries = threads.appendAll("a", many, AppendOptions.DEFAULT);
    damage.run(
        "UPDATE entries SET payload = '{}' WHERE entry_id = '" + entries.get(349).id() + "'");
    damage.run("UPDATE entries SET payload_hash = '1:00' WHERE entry_id = '" + first.id() + "'");
    Verification report = threadbase.verify();
    assertThat(report.entries()).isEqualTo(355);
    assertThat(report.problems())
        .extracting(Problem::code, Problem::sessionId, Problem::where)
        .containsExactlyInAnyOrder(
            tuple("payload_hash", session, entry(first)),
            tuple("payload_hash", session, entry(entries.get(349))));
  }

  @Test
  void findsGapInSegment() throws Exception {
    damage.run("DELETE FROM entries WHERE entry_id = '" + last.parentId() + "'");
    // The same row was also one of the thread's own.
    assertProblems("positions segment " + first.segmentId(), "ordinals thread a");
  }

  @Test
  void findsSegmentThatContinuesNothing() throws Exception {
    damage.run("UPDATE segments SET parent_length = 9, base_length = 9 WHERE thread_id = 'f'");
    damage.run("UPDATE segments SET base_length = 10 WHERE thread_id = 'g'");
    damage.run("UPDATE threads SET inherited_length = 9 WHERE thread_id = 'f'");
    damage.run("UPDATE threads SET inherited_length = 10 WHERE thread_id = 'g'");
    assertProblems("parent_length segment " + fork.headSegmentId());
  }

  @Test
  void findsWrongPlaceOnPath() throws Exception {
    damage.run("UPDATE segments SET base_length = 7 WHERE thread_id = 'g'");
    assertProblems("base_length segment " + segment("g"), "inherited_length thread g");
  }

  @Test
  void findsWrongDepth() throws Exception {
    damage.run("UPDATE segments SET depth = 7 WHERE thread_id = 'g'");
    assertProblems("depth segment " + segment("g"));
  }

  @Test
  void findsWrongParentInSegment() throws Exception {
    damage.run("UPDATE entries SET parent_id = NULL WHERE entry_id = '" + last.id() + "'");
    assertProblems("parent_id " + entry(last));
  }

  @Test
  void findsWrongParentAcrossSegments() throws Exception {
    damage.run(
        "UPDATE entries SET parent_id = '" + last.id() + "' WHERE segment_id = '" + fork() + "'");
    damage.run("UPDATE entries SET parent_id = 'x' WHERE entry_id = '" + first.id() + "'");
    assertProblems("parent_id entry " + fork() + ":0", "parent_id " + entry(first));
  }

  @Test
  void findsHeadOutsideItsSegment() throws Exception {
    damage.run("UPDATE threads SET head_length = 9 WHERE thread_id = 'a'");
    assertProblems("head_length thread a");
  }

  @Test
  void findsLeafThatIsNotAtTheHead() throws Exception {
    damage.run("UPDATE threads SET leaf_id = '" + first.id() + "' WHERE thread_id IN ('a', 'g')");
    assertProblems("leaf_id thread a", "leaf_id thread g");
  }

  @Test
  void danglingLeafIsOneProblem() {
    threads.createThread(ThreadMeta.builder("dangling").leafId("nowhere").build());
    assertProblems("leaf_id thread dangling");
  }

  @Test
  void findsOpenHeadThatIsNot() throws Exception {
    threads.moveLeaf("a", first.id());
    damage.run("UPDATE threads SET head_open = 1 WHERE thread_id = 'a'");
    threads.moveLeaf("f", first.id());
    damage.run("UPDATE threads SET head_open = 1 WHERE thread_id = 'f'");
    assertProblems("head_open thread a", "head_open thread f");
  }

  @Test
  void findsGapsInOrdinals() throws Exception {
    damage.run("UPDATE threads SET next_ordinal = 9 WHERE thread_id = 'a'");
    damage.run("UPDATE threads SET next_ordinal = 1 WHERE thread_id = 'empty'");
    damage.run("UPDATE entries SET ordinal = 5 WHERE thread_id = 'f'");
    assertProblems("ordinals thread a", "ordinals thread empty", "ordinals thread f");
  }

  @Test
  void findsUnreachableSegment() throws Exception {
    damage.run("DELETE FROM threads WHERE thread_id = 'g'");
    assertProblems("unreachable segment " + leafSegment());
  }

  @Test
  void findsWhatForeignKeysWouldRefuse() throws Exception {
    String lost = segment("empty");
    damage.run("UPDATE threads SET head_segment_id = 'gone' WHERE thread_id = 'empty'");
    damage.run("UPDATE segments SET parent_segment_id = 'gone' WHERE thread_id = 'g'");
    damage.run("UPDATE entries SET segment_id = 'gone' WHERE segment_id = '" + fork() + "'");
    damage.run("DELETE FROM sessions WHERE session_id <> '" + session + "'");
    assertThat(codes())
        .contains(
            "session_missing segment " + lost,
            "session_missing thread empty",
            "head_missing thread empty",
            "parent_missing segment " + segment("g"),
            "segment_missing segment gone");
  }

  @Test
  void leasesAreNoProblemWhereverTheyStand() {
    for (String id : List.of("a", "f", "g")) {
      threadbase.leases().tryAcquire(id, "t", "me", Duration.ofMillis(1));
    }
    threadbase.leases().breakLease("f", "operator", "stuck");
    threadbase.turns().recover("g");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void findsLeaseInAnotherSession() throws Exception {
    threadbase.leases().tryAcquire("a", "t");
    threadbase.leases().tryAcquire("f", "t");
    threadbase.leases().tryAcquire("g", "t");
    threadbase.leases().breakLease("g", "operator", "stuck");
    damage.run("UPDATE turn_leases SET session_id = 'other' WHERE thread_id = 'a'");
    damage.run("UPDATE turn_leases SET thread_id = 'gone' WHERE thread_id = 'f'");
    damage.run("UPDATE lease_breaks SET session_id = 'other'");
    assertProblems("lease_session thread a", "lease_session thread gone", "break_session thread g");
  }

  @Test
  void findsBreakThatTheLeaseKnowsNothingOf() throws Exception {
    threadbase.leases().tryAcquire("a", "t");
    threadbase.leases().breakLease("a", "operator", "stuck");
    damage.run("UPDATE turn_leases SET token = 1");
    assertProblems("break_token thread a");
  }

  @Test
  void findsGapBetweenChunks() throws Exception {
    damage.archive(session, ORIGINAL.length, Damage.digest(ORIGINAL), 5, ORIGINAL);
    damage.run("DELETE FROM source_chunks WHERE byte_offset = 5");
    assertProblems("source source s");
  }

  @Test
  void findsMissingEndOfOriginal() throws Exception {
    damage.archive(session, ORIGINAL.length + 1, Damage.digest(ORIGINAL), 5, ORIGINAL);
    assertProblems("source source s");
  }

  @Test
  void findsChunkOfAnotherLength() throws Exception {
    damage.archive(session, 5, Damage.digest(ORIGINAL), 5, Arrays.copyOf(ORIGINAL, 5));
    damage.run("UPDATE source_chunks SET length = 4");
    damage.run("UPDATE sources SET parsed_length = 4, length = 4");
    assertProblems("source source s");
  }

  @Test
  void findsOriginalWithAnotherDigest() throws Exception {
    damage.archive(session, ORIGINAL.length, Damage.digest(new byte[0]), 5, ORIGINAL);
    assertProblems("source source s");
  }

  @Test
  void findsChunksWithoutSource() throws Exception {
    damage.archive(session, ORIGINAL.length, Damage.digest(ORIGINAL), 5, ORIGINAL);
    damage.run("DELETE FROM sources");
    assertProblems("source_missing source s");
  }

  @Test
  void messagesHoldNoPayload() throws Exception {
    damage.run("UPDATE entries SET payload = '{\"secret\":\"swordfish\"}'");
    assertThat(threadbase.verify().problems())
        .hasSize(5)
        .noneMatch(problem -> problem.toString().contains("swordfish"));
  }

  private void assertProblems(String... expected) {
    assertThat(codes()).containsExactlyInAnyOrder(expected);
  }

  private List<String> codes() {
    return threadbase.verify().problems().stream()
        .map(problem -> problem.code() + " " + problem.where())
        .toList();
  }

  private String fork() {
    return fork.headSegmentId();
  }

  private String segment(String threadId) {
    return threads.thread(threadId).headSegmentId();
  }

  private String leafSegment() {
    return threadbase.lineage().session(session).segments().stream()
        .filter(segment -> segment.threadId().equals("g"))
        .findFirst()
        .orElseThrow()
        .segmentId();
  }

  private static String entry(Entry entry) {
    return "entry " + entry.segmentId() + ":" + entry.seq();
  }
}

class SqliteVerificationTest extends VerificationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresVerificationTest extends VerificationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
