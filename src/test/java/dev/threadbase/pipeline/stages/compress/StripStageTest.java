package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.entry;
import static dev.threadbase.pipeline.stages.compress.Entries.mark;
import static dev.threadbase.pipeline.stages.compress.Entries.ran;
import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.compress.StripStats.Count;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripStageTest {

  private static final String UNTIDY =
      "e\u0301\u200b\u00a0 a   b  \n\n\n\n<thinking>the x</thinking>";

  private static StageRun strip(String... lines) throws Exception {
    return StageRun.strip(StripOptions.DEFAULT, lines);
  }

  private static String stripped(String content) throws Exception {
    return text(strip(said("assistant", content)).lines().get(0), "content");
  }

  @Test
  void onlyTheAssistantIsCleaned() throws Exception {
    String[] lines = {
      said("user", UNTIDY),
      said("header", UNTIDY),
      ran("Bash", UNTIDY, UNTIDY),
      mark("a   b"),
      "{\"type\":\"tool_ref\",\"content\":\"a   b\"}",
      said("system", UNTIDY),
      said("telemetry", UNTIDY),
      "{\"type\":\"assistant\",\"content\":\"a   b\"",
      "a   b",
      "",
      "{\"type\":\"assistant\"}",
      "{\"type\":\"assistant\",\"content\":\"\"}",
      "{\"type\":\"assistant\",\"content\":null}",
      "{\"type\":\"assistant\",\"content\":{\"text\":\"a   b\"}}",
      "{ \"type\":\"assistant\",\"content\":\"\\u0061 b\" }"
    };
    StageRun run = strip(lines);
    assertThat(run.text()).isEqualTo(String.join("\n", lines) + "\n");
    assertThat(run.stripped().counts().values()).containsOnly(0L);
  }

  @Test
  void proseOutsideOfThinkingKeepsItsWords() throws Exception {
    String prose = "The configuration is the thing that we actually want.";
    assertThat(stripped(prose)).isEqualTo(prose);
  }

  @Test
  void charactersAreComposed() throws Exception {
    StageRun run = strip(said("assistant", "cafe\u0301"), said("assistant", "caf\u00e9"));
    assertThat(run.lines())
        .containsExactly(said("assistant", "caf\u00e9"), said("assistant", "caf\u00e9"));
    assertThat(run.count(Count.NFC_NORMALIZED)).isEqualTo(1);
    assertThat(stripped("e\u200b\u0301")).isEqualTo("\u00e9");
  }

  @Test
  void invisibleCharactersGoAndHardBlanksSoften() throws Exception {
    StageRun run =
        strip(said("assistant", "\ufeffa\u200bb\u200cc\u200dd\u200ee\u200ff g\u00a0h\u202fi"));
    assertThat(text(run.lines().get(0), "content")).isEqualTo("abcdef g h i");
    assertThat(run.count(Count.ZERO_WIDTH_STRIPPED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👩\u200d👩\u200d👧 family",
        "👩🏽\u200d⚕\ufe0f doctor",
        "❤\ufe0f\u200d🔥 heart",
        "🏳\ufe0f\u200d🌈 flag",
        "می\u200cخواهم",
        "ه\u200d.",
        "क्\u200dष and क्\u200cष",
        "ශ්\u200dරී"
      })
  void joinersStayWhereTheyMatter(String text) throws Exception {
    assertThat(stripped(text)).isEqualTo(text);
  }

  @Test
  void joinersGoWhereTheyDoNot() throws Exception {
    assertThat(stripped("👩\u200d x\u200d👩 y\u200cz \u200d1")).isEqualTo("👩 x👩 yz 1");
  }

  @Test
  void whiteSpaceIsMadeRegular() throws Exception {
    StageRun run = strip(said("assistant", "a  b\t\tc \t \nd\n\n\n\ne\n  \n \nf"));
    assertThat(text(run.lines().get(0), "content")).isEqualTo("a b c\nd\n\ne\n\nf");
    assertThat(run.count(Count.WHITESPACE_CANONICALIZED)).isEqualTo(1);
  }

  @Test
  void blanksAtTheVeryEndGo() throws Exception {
    assertThat(stripped("a  ")).isEqualTo("a");
    assertThat(stripped("a  \n \n")).isEqualTo("a\n\n");
    assertThat(stripped("a\n\n\n\n")).isEqualTo("a\n\n");
    assertThat(stripped("\n\n\n\na")).isEqualTo("\n\na");
    assertThat(stripped("a  \r\nb")).isEqualTo("a\r\nb");
  }

  @Test
  void nestedListsKeepTheirIndentation() throws Exception {
    assertThat(stripped("- a\n  - b   c\n   - d")).isEqualTo("- a\n  - b c\n   - d");
  }

  @Test
  void textPartsAreCleanedAndOtherPartsAreNot() throws Exception {
    String thinking = "{\"type\":\"thinking\",\"text\":\"a   b\",\"signature\":\"x  y\"}";
    String use = "{\"type\":\"tool_use\",\"input\":{\"type\":\"text\",\"text\":\"a   b\"}}";
    String line =
        "{\"content\":[{\"text\":\"a   b\",\"type\":\"text\"},%s,%s,\"c   d\",[\"e   f\"],7],\"type\":\"assistant\"}"
            .formatted(thinking, use);
    assertThat(strip(line).lines())
        .containsExactly(line.replaceFirst("a {3}b", "a b").replace("c   d", "c d"));
  }

  @Test
  void severalTextsOfAnEntryCountOnce() throws Exception {
    Map<String, String> part = Map.of("type", "text", "text", "a   b");
    StageRun run = strip(entry("content", List.of(part, part), "type", "assistant"));
    assertThat(run.count(Count.WHITESPACE_CANONICALIZED)).isEqualTo(1);
  }

  @Test
  void unknownFieldsKeepTheirBytes() throws Exception {
    String line =
        "{ \"z\":1.0e2, \"content\":\"a   b\", \"big\":123456789012345678901234567890,\"type\":\"assistant\",\"x\":\"a   b\"}";
    assertThat(strip(line).lines()).containsExactly(line.replaceFirst("a {3}b", "a b"));
  }

  @Test
  void entriesKeepTheirOrder() throws Exception {
    StageRun run = strip(said("assistant", "1  1"), said("user", "2"), "3", said("assistant", "4"));
    assertThat(run.lines())
        .containsExactly(said("assistant", "1 1"), said("user", "2"), "3", said("assistant", "4"));
    assertThat(run.stripped().flow().entriesIn()).isEqualTo(4);
    assertThat(run.stripped().flow().entriesOut()).isEqualTo(4);
  }
}
