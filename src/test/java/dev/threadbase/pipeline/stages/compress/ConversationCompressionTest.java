package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.CompressOptions.DEFAULT;
import static dev.threadbase.pipeline.stages.compress.Entries.entry;
import static dev.threadbase.pipeline.stages.compress.Entries.mark;
import static dev.threadbase.pipeline.stages.compress.Entries.ran;
import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.text;
import static dev.threadbase.pipeline.stages.compress.Entries.tool;
import static dev.threadbase.pipeline.stages.compress.StageRun.compress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationCompressionTest {

  private static final String USER =
      "{ \"type\":\"user\", \"content\":\"\\u001b[1mhi\\u001b[0m\" }";
  private static final String ASSISTANT = said("assistant", "\u001b[31mred\u001b[0m");
  private static final String HEADER =
      entry("metadata", Map.of("version", "1.0"), "type", "header");
  private static final String SYSTEM = said("system", "loaded");
  private static final String NAMELESS = ran("Edit", "{\"file_path\":\"a\"}", "ok");

  @Test
  void headersAndSystemEntriesGoAndAMarkTakesTheToolsPlace() throws Exception {
    StageRun run = compress(DEFAULT, HEADER, USER, SYSTEM, tool("run tests"), ASSISTANT);
    assertThat(run.lines()).containsExactly(USER, mark("run tests"), ASSISTANT);
    assertThat(run.text())
        .doesNotContain("tool_name", "brief", "tool_input", "tool_output", "is_error");
    assertThat(run.count(Count.HEADER_DROPPED)).isEqualTo(1);
    assertThat(run.count(Count.SYSTEM_DROPPED)).isEqualTo(1);
    assertThat(run.count(Count.TOOLS_MARKED)).isEqualTo(1);
    assertThat(run.count(Count.TOOLS_DROPPED)).isZero();
    assertThat(run.compressed().flow().entriesIn()).isEqualTo(5);
    assertThat(run.compressed().flow().entriesOut()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"{\\\"file_path\\\":\\\"a\\\"}\"",
        "\"no json\"",
        "\"{\\\"description\\\":\\\"cut of\"",
        "\"{\\\"description\\\":\\\"x\\\"} {}\"",
        "\"{\\\"description\\\":\\\" \\\\n\\u00a0\\\"}\"",
        "\"{\\\"description\\\":7}\"",
        "\"{\\\"in\\\":{\\\"description\\\":\\\"deep\\\"}}\"",
        "\"\"",
        "null",
        "12.5",
        "true",
        "[{\"description\":\"x\"}]",
        "{\"description\":[\"x\"]}",
        "{\"description\":\"x\",\"description\":null}"
      })
  void aToolThatSaysNotWhatItIsForGoesAndIsStillCounted(String input) throws Exception {
    StageRun run = compress(DEFAULT, USER, "{\"tool_input\":" + input + ",\"type\":\"tool\"}");
    assertThat(run.lines()).containsExactly(USER);
    assertThat(run.count(Count.TOOLS_MARKED)).isEqualTo(1);
    assertThat(run.count(Count.TOOLS_DROPPED)).isEqualTo(1);
    assertThat(run.count(Count.SYSTEM_DROPPED)).isZero();
  }

  @Test
  void aToolWithoutAnInputGoes() throws Exception {
    assertThat(compress(DEFAULT, "{\"type\":\"tool\"}").text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"description\":\"x y\",\"command\":[1,{\"a\":null}]}",
        "\"{\\\"command\\\":\\\"\\\\\\\"q\\\\\\\"\\\",\\\"description\\\":\\\"x y\\\"}\"",
        "\"  {\\\"description\\\":\\\"\\\\tx\\\\u0020y\\\\n\\\"}  \"",
        "{\"description\":\"first\",\"description\":\"\\u0078 y \"}"
      })
  void theDescriptionIsFoundInATextAndInAnObject(String input) throws Exception {
    String line = "{\"tool_input\":" + input + ",\"tool_output\":[{\"a\":1}],\"type\":\"tool\"}";
    assertThat(compress(DEFAULT, line).lines()).containsExactly(mark("x y"));
  }

  @Test
  void aDescriptionIsTrimmedAndCutBetweenCharacters() throws Exception {
    String whole = "é😀".repeat(100);
    assertThat(description("  " + whole + " \n ".repeat(200))).isEqualTo(whole);
    String cut = description(whole + "😀");
    assertThat(cut).isEqualTo("é😀".repeat(99) + "é…");
    assertThat(cut.codePointCount(0, cut.length())).isEqualTo(200);
    assertThat(description("a".repeat(199) + " ".repeat(50) + "b"))
        .isEqualTo("a".repeat(199) + "…");
  }

  private static String description(String given) throws Exception {
    return text(compress(DEFAULT, tool(given)).lines().get(0), "description");
  }

  @Test
  void aDescriptionKeepsQuotesAndHalvesOfCharactersBecomeReplacements() throws Exception {
    assertThat(description("say \"a\\b\" <&> \u2028 \u0001"))
        .isEqualTo("say \"a\\b\" <&> \u2028 \u0001");
    String line = "{\"tool_input\":{\"description\":\"a\\ud800b\\udc00\"},\"type\":\"tool\"}";
    assertThat(text(compress(DEFAULT, line).lines().get(0), "description"))
        .isEqualTo("a\ufffdb\ufffd");
  }

  @Test
  void equalDescriptionsInARowBecomeOneMarkWithACount() throws Exception {
    List<String> lines = new ArrayList<>(List.of(USER));
    lines.addAll(Collections.nCopies(3, NAMELESS));
    lines.addAll(List.of(tool("run tests"), tool("run tests"), tool("run lint"), ASSISTANT, USER));
    StageRun run = compress(DEFAULT, lines.toArray(String[]::new));
    assertThat(run.lines())
        .containsExactly(USER, mark("run tests", 2), mark("run lint"), ASSISTANT, USER);
    assertThat(run.count(Count.TOOLS_MARKED)).isEqualTo(6);
    assertThat(run.count(Count.TOOLS_BATCHED)).isEqualTo(1);
  }

  @Test
  void marksKeepTheirOrderWhenTheNextOneDiffers() throws Exception {
    assertThat(compress(DEFAULT, tool("A"), tool("B"), tool("B")).lines())
        .containsExactly(mark("A"), mark("B", 2));
    assertThat(compress(DEFAULT, tool("A"), tool("A"), tool("B"), tool("A")).lines())
        .containsExactly(mark("A", 2), mark("B"), mark("A"));
  }

  @Test
  void whatIsLeftOutDoesNotKeepEqualMarksApart() throws Exception {
    assertThat(compress(DEFAULT, tool("A"), SYSTEM, NAMELESS, HEADER, tool("A")).lines())
        .containsExactly(mark("A", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "no json",
        "{\"type\":\"footer\",\"entry_count\":1}",
        "{\"type\":\"tool_ref\"}",
        "{\"type\":\"tool_mark\",\"description\":\"A\"}",
        "{\"type\":\"telemetry\",\"content\":\"x\"}",
        "{\"type\":[\"system\"]}",
        "{\"_meta\":{}}",
        "[{\"type\":\"system\"}]",
        "null",
        "{\"type\":\"system\"",
        "{\"type\":\"system\"} {\"type\":\"system\"}",
        "{\"type\":\"system\",\"content\":\"\\q\"}",
        "{\"type\":\"system\",\"type\":\"user\"}"
      })
  void whatIsNotKnownPassesInItsPlaceAndIsCounted(String line) throws Exception {
    StageRun run = compress(DEFAULT, tool("A"), line, tool("A"));
    assertThat(run.text()).isEqualTo(mark("A") + "\n" + line + "\n" + mark("A") + "\n");
    assertThat(run.compressed().flow().entriesIn()).isEqualTo(3);
    assertThat(run.compressed().flow().entriesOut()).isEqualTo(3);
  }

  @Test
  void anEntryIsKnownByItsTypeHoweverItIsWritten() throws Exception {
    StageRun run =
        compress(
            DEFAULT,
            "\ufeff{\"type\":\"header\"}",
            "\t{ \"content\" : {\"deep\":[1,2]} , \"ty\\u0070e\" : \"s\\u0079stem\" } ",
            "{\"type\":\"user\",\"type\":\"system\"}",
            "{\"type\":\"system\"}\r");
    assertThat(run.text()).isEmpty();
    assertThat(run.compressed().dropped()).isEqualTo(4);
  }

  @Test
  void aTranscriptOfMostlyToolsLosesFourFifths() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      lines.add(said("user", "question " + i));
      lines.add(ran("Bash", "{\"description\":\"step " + i + "\"}", "x".repeat(2_000)));
      lines.add(ran("Edit", "{\"file_path\":\"f\"}", "y".repeat(500)));
      lines.add(said("assistant", "answer " + i));
    }
    CompressStats stats = compress(DEFAULT, lines.toArray(String[]::new)).compressed();
    assertThat(stats.reduction().percent()).isGreaterThan(80);
    assertThat(stats.flow().tokensIn()).isPositive();
    assertThat(stats.flow().tokensOut()).isPositive().isLessThan(stats.flow().tokensIn());
    assertThat(stats.tokenReduction().percent()).isGreaterThan(80);
  }
}
