package dev.threadbase.contract;

import static dev.threadbase.conversation.UsageGrouping.DAY;
import static dev.threadbase.conversation.UsageGrouping.ENDPOINT;
import static dev.threadbase.conversation.UsageGrouping.MODEL;
import static dev.threadbase.conversation.UsageGrouping.SESSION;
import static dev.threadbase.conversation.UsageGrouping.THREAD;
import static dev.threadbase.conversation.UsageGrouping.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.conversation.MetricTotal;
import dev.threadbase.conversation.ModelUsage;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageFilter;
import dev.threadbase.conversation.UsageGrouping;
import dev.threadbase.conversation.UsageKey;
import dev.threadbase.conversation.UsageTotal;
import dev.threadbase.message.Usage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Totals of what calls took: by what they are added up, which calls count, and how often. */
abstract class UsageReportContract extends Contract {

  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-03-02T00:00:00Z");

  @BeforeEach
  void fill() {
    thread("a", "garden");
    threads.append("a", call(FIRST, "m-1", "main", 1));
    threads.append("a", call(SECOND.minusNanos(1), "m-2", "main", 2));
    threads.append("a", call(SECOND, "m-1", "spare", 4));
    thread("b", "kitchen");
    threads.append("b", call(SECOND, "m-1", "main", 8));
    thread("c", null);
    threads.append("c", UsageRowsContract.answer("m-3", new Usage(16, 1, 0, 0)).at(FIRST));
  }

  private void thread(String id, String workspace) {
    threads.createThread(ThreadMeta.builder(id).sessionId("s-" + id).workspace(workspace).build());
  }

  /** A call that read so many tokens and wrote one. */
  static NewEntry call(Instant time, String model, String endpoint, int input) {
    return UsageRowsContract.usage(
        """
        {"timestamp":"%s","turn_index":1,"model":"%s","vendor":"acme","endpoint":"%s","usage":{"input_tokens":%d,\
        "output_tokens":1,"cache_read_tokens":0,"cache_write_tokens":0}}"""
            .formatted(time, model, endpoint, input));
  }

  private List<String> totals(UsageGrouping grouping, UsageFilter filter) {
    return threadbase.usage().totals(grouping, filter).stream()
        .map(
            total ->
                text(total.key())
                    + ": "
                    + total.calls()
                    + " calls, "
                    + total.tokens().inputTokens())
        .toList();
  }

  private static String text(UsageKey key) {
    return Stream.of(
            key.vendor(),
            key.endpoint(),
            key.model(),
            key.workspace(),
            key.day(),
            key.sessionId(),
            key.threadId())
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  @Test
  void totalsByEachGroupingAreInTheOrderOfTheirKeys() {
    assertThat(totals(MODEL, UsageFilter.ALL))
        .containsExactly("acme m-1: 3 calls, 13", "acme m-2: 1 calls, 2", "acme m-3: 1 calls, 16");
    assertThat(totals(ENDPOINT, UsageFilter.ALL))
        .containsExactly("acme: 1 calls, 16", "acme main: 3 calls, 11", "acme spare: 1 calls, 4");
    assertThat(totals(WORKSPACE, UsageFilter.ALL))
        .containsExactly(": 1 calls, 16", "garden: 3 calls, 7", "kitchen: 1 calls, 8");
    assertThat(totals(DAY, UsageFilter.ALL))
        .containsExactly("2026-03-01: 3 calls, 19", "2026-03-02: 2 calls, 12");
    assertThat(totals(SESSION, UsageFilter.ALL))
        .containsExactly("s-a: 3 calls, 7", "s-b: 1 calls, 8", "s-c: 1 calls, 16");
    assertThat(totals(THREAD, UsageFilter.ALL))
        .containsExactly("s-a a: 3 calls, 7", "s-b b: 1 calls, 8", "s-c c: 1 calls, 16");
  }

  @Test
  void aTotalIsMadeOfItsModels() {
    UsageTotal garden =
        threadbase.usage().totals(WORKSPACE, UsageFilter.ALL.inWorkspace("garden")).get(0);
    assertThat(garden.models())
        .containsExactly(
            new ModelUsage("acme", "m-1", 2, new TokenUsage(5, 2, 0, 0, 0), 5),
            new ModelUsage("acme", "m-2", 1, new TokenUsage(2, 1, 0, 0, 0), 2));
    assertThat(garden.tokens()).isEqualTo(new TokenUsage(7, 3, 0, 0, 0));
  }

  @Test
  void filtersLeaveOutTheRest() {
    assertThat(totals(THREAD, UsageFilter.ALL.inWorkspace("garden")))
        .containsExactly("s-a a: 3 calls, 7");
    assertThat(totals(THREAD, UsageFilter.ALL.ofThread("b"))).containsExactly("s-b b: 1 calls, 8");
    assertThat(totals(THREAD, UsageFilter.ALL.from(SECOND)))
        .containsExactly("s-a a: 1 calls, 4", "s-b b: 1 calls, 8");
    assertThat(totals(THREAD, UsageFilter.ALL.until(SECOND)))
        .containsExactly("s-a a: 2 calls, 3", "s-c c: 1 calls, 16");
    assertThat(
            totals(
                THREAD,
                UsageFilter.ALL
                    .from(SECOND)
                    .until(SECOND.plusNanos(1))
                    .ofThread("a")
                    .inWorkspace("garden")))
        .containsExactly("s-a a: 1 calls, 4");
    assertThat(totals(THREAD, UsageFilter.ALL.ofThread("none"))).isEmpty();
    assertThatThrownBy(() -> totals(THREAD, UsageFilter.ALL.from(Instant.MIN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theViewByDaySaysTheSame() {
    assertThat(
            Sql.rows(
                database,
                "SELECT day, workspace, vendor, endpoint, model, calls, input_tokens, output_tokens"
                    + " FROM usage_by_day WHERE workspace = 'garden' ORDER BY day, model"))
        .containsExactly(
            List.of("2026-03-01", "garden", "acme", "main", "m-1", "1", "1", "1"),
            List.of("2026-03-01", "garden", "acme", "main", "m-2", "1", "2", "1"),
            List.of("2026-03-02", "garden", "acme", "spare", "m-1", "1", "4", "1"));
  }

  @Test
  void daysBefore1970AreWholeDaysToo() {
    for (String time :
        List.of("1969-12-31T23:59:59.5Z", "1969-12-31T00:00:00Z", "1969-12-30T23:59:59Z")) {
      threads.append("a", call(Instant.parse(time), "m", "e", 1));
    }
    assertThat(totals(DAY, UsageFilter.ALL.until(Instant.EPOCH)))
        .containsExactly("1969-12-30: 1 calls, 1", "1969-12-31: 2 calls, 2");
  }

  @Test
  void whatAForkInheritsIsCountedOnceAndIsItsOrigins() {
    ThreadMeta fork = threads.fork(ForkOptions.of("a"));
    threads.append(fork.id(), call(SECOND, "m-1", "main", 32));
    threads.fork(ForkOptions.of(fork.id()));
    assertThat(totals(SESSION, UsageFilter.ALL.ofThread("a"))).containsExactly("s-a: 3 calls, 7");
    assertThat(totals(SESSION, UsageFilter.ALL).get(0)).isEqualTo("s-a: 4 calls, 39");
    threads.deleteThread("a");
    assertThat(totals(SESSION, UsageFilter.ALL).get(0)).isEqualTo("s-a: 4 calls, 39");
  }

  @Test
  void aCompactionAndALeafThatMovedHideNothing() {
    String root = threads.entries("a").get(0).id();
    threads.append(
        "a", NewEntry.raw(dev.threadbase.thread.EntryType.COMPACTION, "{\"summary\":\"short\"}"));
    threads.append("a", call(SECOND, "m-1", "main", 32));
    threads.moveLeaf("a", root);
    assertThat(totals(SESSION, UsageFilter.ALL.ofThread("a"))).containsExactly("s-a: 4 calls, 39");
  }

  @Test
  void aDeletedThreadWasPaidFor() throws SQLException {
    Sql.run(database, "UPDATE threads SET deleted_at_ns = 1, head_open = 0 WHERE thread_id = 'b'");
    assertThat(totals(WORKSPACE, UsageFilter.ALL.inWorkspace("kitchen")))
        .containsExactly("kitchen: 1 calls, 8");
  }

  @Test
  void whatARecordLeavesOutIsItsThreads() {
    threads.createThread(ThreadMeta.builder("d").vendor("v").endpoint("e").model("m").build());
    threads.append("d", UsageRowsContract.usage("{\"usage\":{\"input_tokens\":1}}"));
    threads.append(
        "d", UsageRowsContract.usage("{\"vendor\":\"w\",\"usage\":{\"input_tokens\":1}}"));
    UsageFilter ofThread = UsageFilter.ALL.ofThread("d");
    assertThat(totals(MODEL, ofThread)).containsExactly("v m: 1 calls, 1", "w m: 1 calls, 1");
    assertThat(totals(ENDPOINT, ofThread)).containsExactly("v e: 1 calls, 1", "w: 1 calls, 1");
  }

  @Test
  void whatNoCacheHeldIsKnownHoweverAProviderCounts() {
    thread("d", null);
    for (String tokens :
        List.of(
            // All of the prompt is input.
            "\"input_tokens\":100,\"cache_read_tokens\":80,\"prompt_tokens_total\":100",
            // Input is what no cache held.
            "\"input_tokens\":20,\"cache_read_tokens\":70,\"cache_write_tokens\":10,\"prompt_tokens_total\":100",
            // Nobody says.
            "\"input_tokens\":20,\"cache_read_tokens\":80",
            // The total is wrong.
            "\"input_tokens\":20,\"cache_read_tokens\":80,\"prompt_tokens_total\":7")) {
      threads.append("d", UsageRowsContract.usage("{\"usage\":{" + tokens + "}}"));
    }
    assertThat(threadbase.usage().totals(THREAD, UsageFilter.ALL.ofThread("d")).get(0).models())
        .extracting(ModelUsage::uncachedTokens)
        .containsExactly(80L);
  }

  @Test
  void metricsAreAddedUpByToolAndModel() {
    for (String metric :
        List.of(
            "\"type\":\"llm\",\"duration\":5,\"model\":\"m-1\",\"vendor\":\"acme\",\"endpoint\":\"main\"",
            "\"type\":\"llm\",\"duration\":6,\"model\":\"m-1\",\"vendor\":\"acme\",\"endpoint\":\"main\"",
            "\"type\":\"tool\",\"tool_name\":\"read\",\"tool_success\":true,\"tool_duration\":7",
            "\"type\":\"tool\",\"tool_name\":\"read\",\"tool_error\":\"x\",\"tool_duration\":1000000000000")) {
      threads.append(
          "a", UsageRowsContract.metric("{\"timestamp\":\"" + SECOND + "\"," + metric + "}"));
    }
    List<MetricTotal> expected =
        List.of(
            new MetricTotal("llm", null, "acme", "main", "m-1", 2, 0, Duration.ofNanos(11)),
            new MetricTotal(
                "tool", "read", null, null, null, 2, 1, Duration.ofNanos(1_000_000_000_007L)));
    assertThat(threadbase.usage().metrics(UsageFilter.ALL)).isEqualTo(expected);
    assertThat(
            threadbase
                .usage()
                .metrics(UsageFilter.ALL.inWorkspace("garden").ofThread("a").from(SECOND)))
        .isEqualTo(expected);
    assertThat(threadbase.usage().metrics(UsageFilter.ALL.inWorkspace("kitchen"))).isEmpty();
    assertThat(threadbase.usage().metrics(UsageFilter.ALL.until(SECOND))).isEmpty();
  }
}

class SqliteUsageReportTest extends UsageReportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresUsageReportTest extends UsageReportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
