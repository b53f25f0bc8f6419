package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What usage prints, on docs/usage.md too, and what migrate and verify do about its rows. */
abstract class UsageCommandsContract extends CommandContract {

  private static final OffsetDateTime MORNING = OffsetDateTime.parse("2026-03-01T09:00:00Z");
  private static final List<String> NAMES =
      List.of(
          "vendor",
          "endpoint",
          "model",
          "workspace",
          "day",
          "session_id",
          "thread_id",
          "calls",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "prompt_tokens_total",
          "cost",
          "currency",
          "unpriced_calls",
          "unpriced_models");

  private Path folder;

  @BeforeEach
  void fill(@TempDir Path given) {
    folder = given;
    try (Threadbase threadbase = threadbase()) {
      thread(threadbase, "balcony", "garden");
      call(threadbase, "balcony", 0, "acme", "m-large", new TokenUsage(1200, 80, 800, 0, 1200));
      call(threadbase, "balcony", 0, "acme", "m-large", new TokenUsage(1500, 60, 1200, 0, 1500));
      call(threadbase, "balcony", 0, "acme", "m-small", new TokenUsage(300, 20, 0, 0, 300));
      call(threadbase, "balcony", 1, "acme", "m-large", new TokenUsage(2000, 90, 1500, 0, 2000));
      thread(threadbase, "stove", "kitchen");
      call(threadbase, "stove", 1, "other", "x-1", new TokenUsage(100, 10, 0, 0, 0));
    }
  }

  private static void thread(Threadbase threadbase, String id, String workspace) {
    threadbase
        .threads()
        .createThread(
            ThreadMeta.builder(id).sessionId(workspace + "-1").workspace(workspace).build());
  }

  private static void call(
      Threadbase threadbase,
      String thread,
      int day,
      String vendor,
      String model,
      TokenUsage tokens) {
    UsageRecord record = new UsageRecord(MORNING.plusDays(day), 1, model, vendor, "main", tokens);
    Content content = Content.EMPTY.withData(RecordJson.of(record));
    threadbase.threads().append(thread, NewEntry.of(EntryType.USAGE, content));
  }

  private String prices() throws IOException {
    String json =
        """
        {"currency":"EUR","prices":{"acme/m-":{"input":2,"output":10,"cache_read":0.5},"m-small":{"input":1,"output":1}}}
        """;
    return Files.writeString(folder.resolve("prices.json"), json).toString();
  }

  @Test
  void everyCommandPrintsWhatThePageSays() {
    List<PageCommands> commands = PageCommands.of("docs/usage.md");
    assertThat(commands).hasSize(3);
    for (PageCommands command : commands) {
      assertThat(run(command.arguments().toArray(String[]::new)).ok().out())
          .is(MarkdownPage.shownAs(command.output()));
    }
  }

  @Test
  void eachGroupingHasItsNames() {
    assertThat(run("usage", "--by", "endpoint", "--json").ok().texts("endpoint"))
        .containsExactly("main", "main");
    assertThat(run("usage", "--by", "workspace", "--json").ok().texts("workspace"))
        .containsExactly("garden", "kitchen");
    assertThat(run("usage", "--by", "day", "--json").ok().texts("day"))
        .containsExactly("2026-03-01", "2026-03-02");
    assertThat(run("usage", "--by", "session", "--json").ok().texts("session_id"))
        .containsExactly("garden-1", "kitchen-1");
    assertThat(run("usage", "--by", "thread", "--json").ok().texts("thread_id"))
        .containsExactly("balcony", "stove");
    for (JsonNode line : run("usage", "--json").ok().objects()) {
      assertThat(names(line)).isEqualTo(NAMES);
    }
    for (String by : List.of("endpoint", "workspace", "day", "session", "thread")) {
      List<String> lines = run("usage", "--by", by).ok().lines();
      assertThat(lines.get(0)).contains("calls | input").doesNotContain("EUR");
      assertThat(lines).hasSize(4);
    }
  }

  @Test
  void costsAreShownWithPrices() throws IOException {
    Run table = run("usage", "--prices", prices());
    assertThat(table.lines())
        .containsExactly(
            " vendor | model   | calls | input | output | cache read | cache write |    EUR | unpriced calls",
            "--------+---------+-------+-------+--------+------------+-------------+--------+----------------",
            " acme   | m-large |     3 |  4700 |    230 |       3500 |           0 | 0.0065 |",
            " acme   | m-small |     1 |   300 |     20 |          0 |           0 | 0.0003 |",
            " other  | x-1     |     1 |   100 |     10 |          0 |           0 |        |              1");
    assertThat(table.err().strip()).isEqualTo("no price for other/x-1");
    assertThat(table.code()).isZero();
    Run json = run("usage", "--by", "day", "--prices", prices(), "--json");
    assertThat(json.objects())
        .extracting(line -> line.get("cost") + " " + line.get("currency").stringValue())
        .containsExactly("0.00412 EUR", "0.00265 EUR");
    assertThat(json.objects())
        .extracting(line -> line.get("unpriced_calls") + " " + line.get("unpriced_models"))
        .containsExactly("0 []", "1 [\"other/x-1\"]");
  }

  @Test
  void nothingToAddUpIsNoFailure() {
    Run none = run("usage", "--workspace", "cellar");
    assertThat(List.of(none.code(), none.out(), none.err().strip()))
        .isEqualTo(List.of(0, "", "no calls"));
    assertThat(run("usage", "--workspace", "cellar", "--json").ok().out()).isEmpty();
  }

  @Test
  void whatIsNotThereIsAFailure() throws IOException {
    run("usage", "--thread", "none").failed(1, "thread not found: none");
    Path missing = folder.resolve("none.json");
    run("usage", "--prices", missing.toString())
        .failed(1, missing + " cannot be read: no such file or folder");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"prices\":7}");
    run("usage", "--prices", broken.toString()).failed(1, broken + ": prices is not an object");
  }

  @Test
  void rowsOfAnOlderVersionAreReportedAndRebuilt() throws Exception {
    List<String> totals = run("usage").ok().lines();
    Sql.run(database, "DELETE FROM usage_records");
    Run verify = run("verify");
    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.out()).contains("usage_records: session garden-1, entry ");
    Run rebuilt = run("migrate", "--rebuild");
    assertThat(rebuilt.code()).isZero();
    assertThat(rebuilt.err().lines())
        .containsExactly("the database is up to date", "rows written for 5 entries");
    assertThat(run("usage").ok().lines()).isEqualTo(totals);
    run("verify").ok();
  }
}

class SqliteUsageCommandsTest extends UsageCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresUsageCommandsTest extends UsageCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
