package dev.threadbase.pool.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.message.Message;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages become which summaries; a turn here is two messages of 108 tokens. */
class CompactorTest {

  private static final String ID = "c";
  private static final String TEXT = "x".repeat(300);
  private static final int TURN = 216;
  private static final Duration TTL = Duration.ofSeconds(1);

  private final List<SummaryRequest> requests = new ArrayList<>();
  private Threadbase threadbase;
  private int turns;

  @BeforeEach
  void open() {
    threadbase = Threadbase.inMemory();
    threadbase.threads().createThread(ThreadMeta.builder(ID).build());
  }

  @AfterEach
  void close() {
    threadbase.close();
  }

  private void converse(int count) {
    for (int i = 0; i < count; i++) {
      String turn = "t" + turns++;
      threadbase.threads().appendMessage(ID, turn, Message.user(TEXT));
      threadbase.threads().appendMessage(ID, turn, Message.assistant(TEXT));
    }
  }

  /** Two turns a leaf, a tail of one turn. */
  private static CompactionPolicy policy() {
    return CompactionPolicy.OFF.tailTurns(1).leaves(2 * TURN, 2).fanout(3);
  }

  private Compactor compactor(CompactionPolicy policy, @Nullable Summariser summariser) {
    return new Compactor(
        threadbase.threads(),
        threadbase.contexts(),
        threadbase.leases(),
        threadbase.leaseKeeper(),
        policy,
        summariser,
        null);
  }

  private CompactionReport compact(CompactionPolicy policy) throws InterruptedException {
    Summariser counting =
        request -> {
          requests.add(request);
          return "s" + requests.size();
        };
    return compactor(policy, counting).compact(ID, TTL, TTL);
  }

  private Summaries summaries() {
    return Summaries.read(threadbase.threads(), ID);
  }

  private List<Integer> depths() {
    return summaries().window().stream().map(Summary::depth).toList();
  }

  @Test
  void nothingIsDoneWhereNothingIsToBeCutOff() throws Exception {
    assertThat(compact(policy()).isCompacted()).isFalse();
    converse(1);
    assertThat(compact(policy()).isCompacted()).isFalse();
    converse(4);
    assertThat(compact(policy().tailTurns(5)).isCompacted()).isFalse();
    assertThat(compact(policy().tailTurns(50)).isCompacted()).isFalse();
    assertThat(requests).isEmpty();
    assertThat(threadbase.threads().path(ID)).hasSize(10);
  }

  @Test
  void fewMessagesAreNotWorthASummaryUnlessTheyAreLong() throws Exception {
    converse(3);
    assertThat(compact(policy().leaves(5 * TURN, 5)).isCompacted()).isFalse();
    assertThat(compact(policy().leaves(2 * TURN, 5)).isCompacted()).isTrue();
  }

  @Test
  void fifteenMessagesBecomeALeafAndTheContextBeginsWithIt() throws Exception {
    converse(7);
    threadbase.threads().appendMessage(ID, "t7", Message.user(TEXT));
    CompactionReport report = compact(policy().tailTurns(2).leaves(100 * TURN, 10));
    assertThat(report.leaves()).isEqualTo(1);
    assertThat(report.condensed()).isZero();
    assertThat(report.tokensBefore()).isEqualTo(15 * TURN / 2);
    Summary leaf = summaries().window().get(0);
    assertThat(leaf.messages()).isEqualTo(12);
    var context = threadbase.contexts().context(ID, ContextOptions.REPAIRED);
    assertThat(context.messages()).hasSize(4);
    assertThat(context.messages().get(0).text()).contains("<content>s1</content>");
    assertThat(report.tokensAfter()).isLessThan(report.tokensBefore());
  }

  /** A summary of a greeting would be longer than the greeting. */
  @Test
  void whatIsTooLittleForASummaryGoesWithItsNeighbour() throws Exception {
    CompactionPolicy policy = CompactionPolicy.OFF.tailTurns(1).leaves(1_000, 2).fanout(9);
    for (String said : List.of("hi", TEXT.repeat(12), "thanks", TEXT.repeat(12), "ok", TEXT)) {
      threadbase.threads().appendMessage(ID, "t", Message.user(said));
      threadbase.threads().appendMessage(ID, "t", Message.assistant("ok"));
    }
    Summariser wordy =
        request -> {
          requests.add(request);
          return "x".repeat(200);
        };
    assertThat(compactor(policy, wordy).compact(ID, TTL, TTL).leaves()).isEqualTo(2);
    assertThat(requests).extracting(request -> request.messages().size()).containsExactly(4, 6);
  }

  /** Whole turns, as many as have room, and one that has too much alone. */
  @Test
  void aLeafStandsForAsManyWholeTurnsAsHaveRoom() throws Exception {
    converse(5);
    threadbase.threads().appendMessage(ID, "long", Message.user(TEXT.repeat(10)));
    converse(2);
    compact(policy().fanout(9));
    assertThat(requests)
        .extracting(request -> request.messages().size())
        .containsExactly(4, 4, 2, 1, 2);
    assertThat(requests.subList(0, 3))
        .allSatisfy(request -> assertThat(request.sourceTokens()).isLessThanOrEqualTo(2 * TURN));
    assertThat(requests)
        .extracting(SummaryRequest::previous)
        .containsExactly(null, "s1", "s2", "s3", "s4");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0", "2, 00", "3, 1", "4, 10", "5, 100", "6, 11", "8, 1100", "9, 2", "13, 210", "27, 3"
  })
  void asManySummariesAsTheFanoutSaysBecomeOne(int leaves, String expected) throws Exception {
    converse(2 * leaves + 1);
    CompactionReport report = compact(policy());
    assertThat(depths()).extracting(String::valueOf).containsExactly(expected.split(""));
    assertThat(report.leaves()).isEqualTo(leaves);
    assertThat(summaries().all()).hasSize(report.leaves() + report.condensed());
    assertThat(requests.stream().filter(request -> request.depth() > 0))
        .allSatisfy(request -> assertThat(request.summaries()).hasSize(3));
  }

  @Test
  void onlyNeighboursOfOneDepthAreCondensed() throws Exception {
    converse(7);
    compact(policy());
    assertThat(depths()).containsExactly(1);
    converse(4);
    compact(policy());
    assertThat(depths()).containsExactly(1, 0, 0);
    converse(2);
    compact(policy());
    assertThat(depths()).containsExactly(1, 1);
  }

  @Test
  void twoHundredTurnsEndAndASecondTimeNothingIsLeftToDo() throws Exception {
    converse(200);
    CompactionReport report = compact(policy());
    assertThat(report.leaves()).isEqualTo(100);
    assertThat(depths()).containsExactly(4, 2, 2, 0);
    assertThat(compact(policy()).isCompacted()).isFalse();
    assertThat(new HashSet<>(summaries().all().stream().map(Summary::id).toList()))
        .hasSize(report.leaves() + report.condensed())
        .allSatisfy(id -> assertThat(id).startsWith("sum_").hasSize(20));
  }

  @Test
  void whatIsTooShortToSaveAnythingIsRefused() throws Exception {
    threadbase.threads().appendMessage(ID, "a", Message.user("hi"));
    threadbase.threads().appendMessage(ID, "a", Message.assistant("hello"));
    converse(1);
    assertThatThrownBy(() -> compact(policy())).isInstanceOf(CompactionRefused.class);
    assertThat(threadbase.threads().path(ID)).hasSize(4);
  }

  @Test
  void aContextIsTooLongOnlyAboveTheThreshold() {
    converse(1);
    var context = threadbase.contexts().context(ID, ContextOptions.REPAIRED);
    assertThat(compactor(policy().threshold(10), request -> "s").isNeeded(context)).isTrue();
    assertThat(compactor(policy().threshold(TURN), request -> "s").isNeeded(context)).isFalse();
    assertThat(compactor(policy().threshold(1_000_000), request -> "s").isNeeded(context))
        .isFalse();
    assertThat(compactor(policy(), request -> "s").isNeeded(context)).isFalse();
  }

  @Test
  void thereIsNoSummariserUnlessOneIsGiven() {
    converse(8);
    assertThatIllegalStateException()
        .isThrownBy(() -> compactor(policy(), null).compact(ID, TTL, TTL));
    assertThat(threadbase.leases().active(ID)).isEmpty();
  }
}
