package dev.threadbase.pipeline.stages.compress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no UTF-8 is no JSON, and goes out as it came in; escaped halves stay escaped. */
class MalformedBytesTest {

  private static final CompressOptions LOSSLESS =
      CompressOptions.DEFAULT.withMode(CompressOptions.Mode.LOSSLESS);
  private static final List<Stage> EVERY =
      List.of(
          new CompressStage(CompressOptions.DEFAULT),
          new CompressStage(LOSSLESS),
          new StripStage(StripOptions.DEFAULT));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ed\u00a0\u0080",
        "\u00ed\u00bf\u00bf",
        "\u00c0\u0080",
        "\u00c1\u00bf",
        "\u00e0\u0080\u0080",
        "\u00e0\u009f\u00bf",
        "\u00f0\u0080\u0080\u0080",
        "\u00f0\u008f\u00bf\u00bf",
        "\u00f4\u0090\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00f7\u00bf\u00bf\u00bf",
        "\u0080",
        "\u00ff"
      })
  void aLineThatIsNoUtf8KeepsItsBytes(String bytes) throws Exception {
    for (String place : List.of("content", "tool_input", "tool_output", "other")) {
      String line =
          "{\"type\":\"assistant\",\"content\":\"a  b\\u001b[0m\",\"%s\":\"a  b\\u001b[0m%s\"}\n"
              .formatted(place, bytes);
      String lines = line + line.replace("assistant", "tool");
      for (Stage stage : EVERY) {
        assertThat(through(stage, lines)).isEqualTo(lines);
      }
    }
  }

  @Test
  void everyCharacterIsUtf8() throws Exception {
    for (int c : new int[] {0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
      String bytes = new String(Character.toString(c).getBytes(UTF_8), ISO_8859_1);
      String line = "{\"type\":\"assistant\",\"content\":\"a%s\\u001b[0m\"}\n".formatted(bytes);
      assertThat(through(new CompressStage(LOSSLESS), line))
          .isEqualTo(line.replace("\\u001b[0m", ""));
    }
  }

  @Test
  void halvesOfCharactersStayEscapedWhereTheTextChanges() throws Exception {
    String line = "{\"type\":\"assistant\",\"content\":\"a%sb \\ud83d and \\udc80%s end\"}\n";
    String changed = line.formatted(" ", "");
    assertThat(through(EVERY.get(1), line.formatted(" ", "\\u001b[0m"))).isEqualTo(changed);
    assertThat(through(EVERY.get(2), line.formatted("   ", ""))).isEqualTo(changed);
  }

  private static String through(Stage stage, String bytes) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    stage.apply(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), output);
    return output.toString(ISO_8859_1);
  }
}
