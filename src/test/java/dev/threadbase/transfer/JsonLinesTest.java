package dev.threadbase.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.transfer.format.JsonLimits;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much a line may be of anything. */
class JsonLinesTest {

  private static boolean isRead(String line) {
    return JsonLines.object(line.getBytes(StandardCharsets.UTF_8)) != null;
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  @Test
  void aLineIsAsDeepAsItMayBe() {
    assertThat(isRead(nested(JsonLimits.DEEPEST))).isTrue();
    assertThat(isRead(nested(JsonLimits.DEEPEST + 1))).isFalse();
    assertThat(isRead(nested(1_000_000))).isFalse();
    assertThat(isRead("{\"a\":".repeat(1_000_000))).isFalse();
  }

  @Test
  void whatIsReadCanBeWrittenAndCompared() {
    byte[] deepest = nested(JsonLimits.DEEPEST).getBytes(StandardCharsets.UTF_8);
    assertThat(String.valueOf(JsonLines.object(deepest))).isEqualTo(nested(JsonLimits.DEEPEST));
    assertThat(JsonLines.object(deepest)).isEqualTo(JsonLines.object(deepest));
  }

  @Test
  void aNumberIsAsLongAsItMayBe() {
    assertThat(isRead("{\"a\":" + "9".repeat(JsonLimits.LONGEST_NUMBER) + "}")).isTrue();
    assertThat(isRead("{\"a\":" + "9".repeat(JsonLimits.LONGEST_NUMBER + 1) + "}")).isFalse();
    assertThat(isRead("{\"a\":1e2147483647}")).isTrue();
    assertThat(isRead("{\"a\":1e99999999999}")).isFalse();
    assertThat(isRead("{\"a\":-1e-99999999999}")).isFalse();
  }

  @Test
  void onlyUtf8IsRead() {
    List<Charset> others =
        Stream.of(
                "UTF-16",
                "UTF-16BE",
                "UTF-16LE",
                "UTF-32",
                "UTF-32BE",
                "UTF-32LE",
                "x-UTF-16LE-BOM")
            .map(Charset::forName)
            .toList();
    assertThat(others).allMatch(other -> JsonLines.object("{}".getBytes(other)) == null);
    assertThat(isRead("{}")).isTrue();
    assertThat(isRead("\ufeff{}")).isTrue();
  }

  @Test
  void aNameIsAsLongAsItMayBe() {
    assertThat(isRead("{\"" + "a".repeat(JsonLimits.LONGEST_NAME) + "\":1}")).isTrue();
    assertThat(isRead("{\"" + "a".repeat(JsonLimits.LONGEST_NAME + 1) + "\":1}")).isFalse();
  }
}
