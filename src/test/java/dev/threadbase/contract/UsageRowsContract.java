package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.conversation.RecordTimes;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.message.Message;
import dev.threadbase.message.Usage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the rows of tokens and times say of the entries that they repeat. */
abstract class UsageRowsContract extends Contract {

  private static final OffsetDateTime NINE = OffsetDateTime.parse("2026-03-01T09:15:00.25+01:00");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String NUMBERS =
      "input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, prompt_tokens_total";

  static NewEntry usage(String json) {
    return NewEntry.of(EntryType.USAGE, Content.EMPTY.withData(json)).at(NOON);
  }

  static NewEntry metric(String json) {
    return NewEntry.of(EntryType.METRIC, Content.EMPTY.withData(json)).at(NOON);
  }

  private static NewEntry usage(UsageRecord record) {
    return usage(RecordJson.of(record));
  }

  private static UsageRecord record(long turn, TokenUsage tokens) {
    return new UsageRecord(NINE, turn, "m-1", "acme", "main", tokens);
  }

  static NewEntry answer(String model, Usage usage) {
    Content content = Content.of(Message.assistant("said")).withModel("acme", model);
    return NewEntry.of(EntryType.ASSISTANT_MESSAGE, content.withUsage(usage)).at(NOON);
  }

  /** Columns of every row, joined by spaces, in the order of the journal. */
  static List<String> rows(TestDatabase database, String columns) {
    String query = "SELECT " + columns + " FROM usage_records ORDER BY ordinal";
    return Sql.rows(database, query).stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .toList();
  }

  private List<String> rows(String columns) {
    return rows(database, columns);
  }

  private long count() {
    return Sql.number(database, "SELECT COUNT(*) FROM usage_records")
        + Sql.number(database, "SELECT COUNT(*) FROM metric_events");
  }

  @Test
  void aRecordBecomesARow() {
    begin("a");
    threads.append("a", usage(record(3, new TokenUsage(12, 3, 5, 2, 19))));
    assertThat(rows(NUMBERS + ", turn_index, vendor, endpoint, model, source, response_id"))
        .containsExactly("12 3 5 2 19 3 acme main m-1 null null");
    assertThat(rows("thread_id, ordinal, seq")).containsExactly("a 0 0");
    assertThat(rows("created_at_ns"))
        .containsExactly(String.valueOf(NINE.toEpochSecond() * 1_000_000_000 + 250_000_000));
  }

  @Test
  void aMessageWithItsTokensBecomesARow() {
    begin("a");
    threads.append("a", answer("m-2", new Usage(1, 2, 3, 4)));
    assertThat(rows(NUMBERS + ", turn_index, vendor, endpoint, model"))
        .containsExactly("1 2 3 4 0 null acme null m-2");
    assertThat(rows("created_at_ns")).containsExactly(NOON.getEpochSecond() + "000000000");
  }

  @Test
  void whatARecordLeavesOutStandsBesideIt() {
    begin("a");
    Content beside = Content.EMPTY.withModel("v", "m").withUsage(new Usage(7, 8, 0, 0));
    threads.append(
        "a",
        NewEntry.of(
                EntryType.USAGE, beside.withData("{\"turn_index\":1,\"source\":\"compaction\"}"))
            .at(NOON));
    threads.append("a", NewEntry.of(EntryType.USAGE, beside).at(NOON));
    assertThat(rows(NUMBERS + ", vendor, model, source, turn_index"))
        .containsExactly("7 8 0 0 0 v m compaction 1", "7 8 0 0 0 v m null null");
    assertThat(rows("created_at_ns")).allMatch((NOON.getEpochSecond() + "000000000")::equals);
  }

  @Test
  void whatSaysNothingOfTokensHasNoRow() {
    begin("a");
    say("a", "\"usage\":{\"input_tokens\":1}");
    threads.append("a", NewEntry.of(EntryType.USAGE, Content.EMPTY));
    threads.append("a", NewEntry.raw(EntryType.USAGE, "[1]"));
    threads.append("a", NewEntry.raw(EntryType.CUSTOM, "{\"usage\":{\"input_tokens\":\"x\"}}"));
    threads.append("a", usage("{}"));
    threads.append("a", NewEntry.of(EntryType.METRIC, Content.EMPTY));
    threads.append("a", NewEntry.raw(EntryType.METRIC, "7"));
    threads.append("a", NewEntry.raw(new EntryType("llm_usage"), "{\"kind\":\"llm_usage\"}"));
    assertThat(count()).isZero();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void numbersAreExactUpTo2To53AndNoLargerNumberStopsASum() {
    begin("a");
    long largest = 1L << 53;
    threads.append("a", usage(record(1, new TokenUsage(largest - 1, largest, 0, 0, 0))));
    threads.append("a", usage(record(1, new TokenUsage(Long.MAX_VALUE, 0, 0, 0, 0))));
    threads.append("a", usage(record(1, new TokenUsage(Long.MIN_VALUE, 0, 0, 0, 0))));
    assertThat(rows("input_tokens, output_tokens"))
        .containsExactly((largest - 1) + " " + largest, largest + " 0", -largest + " 0");
    assertThat(Sql.number(database, "SELECT input_tokens FROM usage_by_day"))
        .isEqualTo(largest - 1);
  }

  @Test
  void textsThatNoColumnCanHoldRefuseNoEntry() {
    begin("a");
    threads.append("a", usage("{\"model\":\"a\\u0000b\\ud800\",\"vendor\":\"é😀\"}"));
    threads.append("a", metric("{\"type\":\"t\\u0000\",\"ttft\":1}"));
    assertThat(rows("model, vendor")).containsExactly("a\ufffdb\ufffd é😀");
    assertThat(Sql.rows(database, "SELECT type FROM metric_events"))
        .containsExactly(List.of("t\ufffd"));
  }

  @Test
  void timesThatCannotBeAreThoseOfTheEntry() {
    begin("a");
    for (String time : List.of("0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "soon")) {
      threads.append("a", usage("{\"timestamp\":\"" + time + "\",\"turn_index\":1}"));
    }
    assertThat(RecordTimes.NEVER.getYear()).isEqualTo(1);
    assertThat(rows("created_at_ns"))
        .hasSize(3)
        .allMatch((NOON.getEpochSecond() + "000000000")::equals);
  }

  @Test
  void aMetricBecomesARow() {
    begin("a");
    MetricEvent llm =
        MetricEvent.llm(
            NINE,
            2,
            Duration.ofNanos(150_000_001),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            "m-1",
            "acme",
            "main");
    String tool =
        "{\"type\":\"tool\",\"turn_index\":3,\"tool_name\":\"read\",\"tool_error\":\"exit 1\",\"tool_duration\":50}";
    threads.appendAll(
        "a", List.of(metric(RecordJson.of(llm)), metric(tool)), AppendOptions.DEFAULT);
    assertThat(
            Sql.rows(
                database,
                "SELECT type, turn_index, ttft_ns, think_time_ns, duration_ns, model, vendor, endpoint,"
                    + " tool_name, tool_success, tool_error, tool_duration_ns"
                    + " FROM metric_events ORDER BY ordinal"))
        .extracting(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .containsExactly(
            "llm 2 150000001 1000000000 2000000000 m-1 acme main null 0 null 0",
            "tool 3 0 0 0 null null null read 0 exit 1 50");
  }

  @Test
  void severalRowsOfOneAnswerAreOneCall() {
    begin("a");
    for (Usage usage :
        List.of(new Usage(3, 10, 0, 0), new Usage(3, 441, 0, 0), new Usage(3, 10, 0, 0))) {
      Content said =
          Content.of(Message.assistant("said"))
              .withUsage(usage)
              .withMetadata(Map.of("message_id", "msg_1"));
      threads.append("a", NewEntry.of(EntryType.ASSISTANT_MESSAGE, said));
    }
    assertThat(Sql.rows(database, "SELECT calls, input_tokens, output_tokens FROM usage_by_day"))
        .containsExactly(List.of("1", "3", "441"));
  }
}

class SqliteUsageRowsTest extends UsageRowsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresUsageRowsTest extends UsageRowsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
