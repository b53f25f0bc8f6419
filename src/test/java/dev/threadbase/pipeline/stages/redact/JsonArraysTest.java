package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The quick look at a line, beside what is put together when the line is read. */
class JsonArraysTest {

  private static final int ROUNDS = 30_000;
  private static final int DEEPEST = 5;
  private static final List<String> NAMES =
      List.of("text", "Content", "thinking", "thin\u212aing", "type", "a", "[x", "[\"b\",\"c\"]");

  private final Random random = new Random(20260207);

  @Test
  void itMissesNothingThatIsPutTogether() {
    int together = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String json = value(0);
      if (isPutTogether(json)) {
        together++;
        assertThat(mayHaveNeighbours(json)).as(json).isTrue();
      }
    }
    assertThat(together).isGreaterThan(ROUNDS / 20);
  }

  private static boolean isPutTogether(String json) {
    JsonStrings strings = JsonStrings.read(json, "");
    return strings != null
        && (!strings.neighbours().isEmpty()
            || IntStream.range(0, strings.size())
                .mapToObj(strings::text)
                .map(text -> View.decoded(json, text.from() + 1, text.to() - 1).text())
                .anyMatch(text -> text.contains("[") && isPutTogether(text)));
  }

  private static boolean mayHaveNeighbours(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    long words = RedactionRules.builtIn().words().in(bytes, 0, bytes.length);
    return (words & RedactionRules.ESCAPES) != 0
        || ((words & RedactionRules.ARRAYS) != 0
            && new JsonArrays().mayHaveNeighbours(bytes, 0, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"x[0] = [\\\"a\\\", 1]\"}]}}",
        "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"a\"},{\"type\":\"tool_use\",\"input\":{}}]}",
        "{\"content\":[{\"type\":\"tool_result\",\"content\":\"{\\\"a\\\":1}\"}],\"b\":[1,2],\"c\":[\"d\"]}",
      })
  void ordinaryLinesNeedNoSecondLook(String line) {
    assertThat(mayHaveNeighbours(line)).isFalse();
  }

  @Test
  void whatIsTooDeepToTellIsLookedInto() {
    assertThat(mayHaveNeighbours("[".repeat(5_000) + "]".repeat(5_000))).isTrue();
  }

  private String value(int depth) {
    int kind = random.nextInt(depth > DEEPEST ? 4 : 9);
    return switch (kind) {
      case 0 -> "null";
      case 1 -> "-1.5e2";
      case 2 -> quoted("AK");
      case 3 -> quoted("a b] [ \" \\ { }");
      case 4 -> quoted(space() + value(depth + 1));
      case 5, 6 -> several(() -> value(depth + 1), "[", "]");
      default ->
          several(
              () ->
                  quoted(NAMES.get(random.nextInt(NAMES.size())))
                      + space()
                      + ":"
                      + value(depth + 1),
              "{",
              "}");
    };
  }

  private String several(Supplier<String> parts, String before, String after) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> space() + parts.get() + space())
        .collect(Collectors.joining(",", before, after));
  }

  private String space() {
    return List.of("", " ", "  ", "\t", "\r ").get(random.nextInt(5));
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
