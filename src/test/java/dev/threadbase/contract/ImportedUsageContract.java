package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageFilter;
import dev.threadbase.conversation.UsageGrouping;
import dev.threadbase.conversation.UsageTotal;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.Importer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What imported transcripts took is what a count by hand says, whatever they repeat. */
abstract class ImportedUsageContract extends TransferContract {

  /** A database of the other kind. */
  abstract TestDatabase createOther();

  private List<String> totals(Threadbase of, UsageGrouping grouping) {
    return of.usage().totals(grouping, UsageFilter.ALL).stream()
        .map(ImportedUsageContract::text)
        .toList();
  }

  private List<String> totals(UsageGrouping grouping) {
    return totals(threadbase, grouping);
  }

  private static String text(UsageTotal total) {
    TokenUsage tokens = total.tokens();
    return "%s %s %s: %d calls %d %d %d %d"
        .formatted(
            total.key().vendor(),
            total.key().model(),
            total.key().threadId(),
            total.calls(),
            tokens.inputTokens(),
            tokens.outputTokens(),
            tokens.cacheReadTokens(),
            tokens.cacheWriteTokens());
  }

  @Test
  void claudeCodeWritesAnAnswerAsSeveralLines() {
    Importer.files(Samples.CLAUDE_CODE).forEach(this::load);
    String session = Samples.CLAUDE_SESSION;
    assertThat(totals(UsageGrouping.THREAD))
        .containsExactly(
            "null null " + session + ": 4 calls 40 70 24 16",
            "null null " + session + "/agent-a77: 2 calls 20 10 12 8");
    assertThat(totals(UsageGrouping.MODEL))
        .containsExactly("anthropic claude-opus-4-6 null: 6 calls 60 80 36 24");
  }

  @Test
  void anAnswerThatGrewBetweenTwoImportsIsCountedOnce() {
    List<String> lines = Samples.lines(Samples.CLAUDE_MAIN);
    int second = 0;
    int seen = 0;
    for (int i = 0; i < lines.size() && seen < 2; i++) {
      seen += lines.get(i).contains("\"usage\"") ? 1 : 0;
      second = i;
    }
    Path file = folder.resolve(Samples.CLAUDE_SESSION + ".jsonl");
    load(Samples.write(file, lines.subList(0, second + 1)));
    assertThat(totals(UsageGrouping.MODEL))
        .containsExactly("anthropic claude-opus-4-6 null: 1 calls 10 3 6 4");
    load(Samples.write(file, lines));
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM usage_records")).isEqualTo(5);
    assertThat(totals(UsageGrouping.MODEL))
        .containsExactly("anthropic claude-opus-4-6 null: 4 calls 40 70 24 16");
  }

  @Test
  void piWritesAnAnswerAsOneLine() {
    load(Samples.PI_CHAIN);
    assertThat(totals(UsageGrouping.MODEL)).containsExactly("openai gpt-5 null: 2 calls 16 10 3 0");
  }

  @Test
  void codexRepeatsItsCountsAndForksItsLines() {
    List<String> lines = new ArrayList<>(Samples.lines(Samples.CODEX));
    int counts = 0;
    while (!lines.get(counts).contains("\"token_count\"")) {
      counts++;
    }
    String count = lines.get(counts);
    lines.add(counts + 1, count);
    lines.add(
        counts + 2,
        count.replace(
            "\"total_token_usage\":{\"input_tokens\":900",
            "\"total_token_usage\":{\"input_tokens\":1800"));
    String name = Samples.CODEX.getFileName().toString();
    load(Samples.write(folder.resolve(name), lines));
    assertThat(totals(UsageGrouping.MODEL))
        .singleElement()
        .asString()
        .endsWith(": 2 calls 1000 100 800 0")
        .doesNotContain("null gpt");
    String other = Samples.CODEX_THREAD.replace("0196a0b0", "0196a0b9");
    String meta =
        lines
            .get(0)
            .replaceFirst(
                "\"id\":\"" + Samples.CODEX_THREAD + "\"",
                "\"id\":\"" + other + "\",\"session_id\":\"" + Samples.CODEX_THREAD + "\"");
    lines.set(0, meta);
    load(Samples.write(folder.resolve(name.replace("0196a0b0", "0196a0b9")), lines));
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM usage_records")).isEqualTo(6);
    assertThat(totals(UsageGrouping.MODEL)).singleElement().asString().contains(": 2 calls ");
  }

  @Test
  void aConversationHasRecordsOfTokensAndTimes() {
    load(Samples.CONVERSATION);
    assertThat(totals(UsageGrouping.MODEL)).containsExactly("acme m-1 null: 1 calls 12 3 0 0");
    assertThat(Sql.rows(database, "SELECT turn_index, prompt_tokens_total FROM usage_records"))
        .containsExactly(List.of("1", "12"));
    assertThat(
            Sql.rows(
                database,
                "SELECT type, ttft_ns, tool_duration_ns FROM metric_events ORDER BY type"))
        .containsExactly(List.of("llm", "150000001", "0"), List.of("tool", "0", "50000000"));
  }

  @Test
  void logsCountTheWholePrompt() {
    SegmentAddress log = new SegmentAddress(UUID.randomUUID(), UUID.randomUUID());
    SegmentStore segments = threadbase.segments();
    List<LogEntry> entries =
        List.of(
            new LlmUsage(5, new UsageRecord(2, 1000, 800, 100, 42)),
            new LlmUsage(6, new UsageRecord(2, -1, 0, 0, 0)));
    segments.createSegment(log, entries);
    assertThat(
            Sql.rows(
                database,
                "SELECT input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, prompt_tokens_total"
                    + " FROM usage_records ORDER BY seq"))
        .containsExactly(
            List.of("100", "42", "800", "100", "1000"),
            List.of("9007199254740992", "0", "0", "0", "9007199254740992"));
  }

  @Test
  void theNativeFormatTakesThemToTheOtherDatabase() throws Exception {
    Importer.files(Samples.CLAUDE_CODE).forEach(this::load);
    load(Samples.CONVERSATION);
    try (TestDatabase there = createOther();
        Threadbase target = Threadbase.open(there.config())) {
      for (String id : List.of(Samples.CLAUDE_SESSION, Samples.CONVERSATION_SESSION)) {
        Path file = Files.write(folder.resolve(id + "-native.jsonl"), export(id, null));
        target.importer().importFile(file, ImportOptions.DEFAULT);
      }
      for (String table : List.of("usage_records", "metric_events")) {
        String rows = "SELECT * FROM " + table + " ORDER BY session_id, segment_id, seq";
        assertThat(Sql.rows(there, rows)).isNotEmpty().isEqualTo(Sql.rows(database, rows));
      }
      assertThat(totals(target, UsageGrouping.THREAD)).isEqualTo(totals(UsageGrouping.THREAD));
      assertThat(target.verify().problems()).isEmpty();
    }
  }
}

class SqliteImportedUsageTest extends ImportedUsageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return PostgresTestDatabase.create();
  }
}

class PostgresImportedUsageTest extends ImportedUsageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return SqliteTestDatabase.create();
  }
}
