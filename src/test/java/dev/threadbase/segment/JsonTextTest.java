package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts within JSON, and JSON that is kept as text. */
class JsonTextTest {

  @Test
  void onlyQuotesBackslashesAndControlsAreEscaped() {
    for (char c = 0; c < 0x3000; c++) {
      assertThat(text(String.valueOf(c))).isEqualTo('"' + escaped(c) + '"');
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\ude00", "\u2028\u2029", "\ufeff", "\uffff", "/", "\u007f"})
  void everythingElseIsWrittenAsItIs(String text) {
    assertThat(text(text)).isEqualTo('"' + text + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "x\\ud800y", "\\ude00\\ud83d", "\\ud83d\\n"})
  void halfOfACharacterIsRefusedOnReading(String half) {
    assertRefused(line(half), "a log entry holds half of a surrogate pair");
    assertRefused(named(half), "a log entry ");
    assertThatThrownBy(() -> new LogEntry.Extension(1, "d", '"' + half + '"'))
        .hasMessage("payload holds half of a surrogate pair");
  }

  @Test
  void halfOfACharacterIsRefusedOnWriting() {
    LogEntry entry = new LogEntry.RunErrored(1, false, "\ud83d");
    assertThatThrownBy(entry::toJson)
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessage("a log entry holds half of a surrogate pair");
  }

  @Test
  void escapedPairIsOneCharacter() {
    assertThat(LogEntry.parse(line("\\ud83d\\ude00\\u0000\\/")).toJson())
        .isEqualTo(line("\ud83d\ude00\\u0000/"));
  }

  @Test
  void escapedNameIsTheNameItself() {
    String line = named("\\ud83d\\ude00").replace("ts", "\\u0074s");
    assertThat(LogEntry.parse(line)).isEqualTo(new LogEntry.TurnEnd(1, 1));
  }

  @Test
  void rawControlIsRefused() {
    assertRefused(line("\n"), "a log entry is not JSON, at column");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ \"b\" : 1.0 , \"a\" : [ ] }|{\"b\":1.0,\"a\":[]}",
        "{\"a\":1,\"a\":1E+2}|{\"a\":1,\"a\":1E+2}",
        "-0|-0",
        "0.10|0.10",
        "1e999|1e999",
        "123456789012345678901234567890|123456789012345678901234567890",
        "\"\\u0041\\u000A\\u001F\"|\"A\\n\\u001f\"",
        "[true,false,null]|[true,false,null]"
      })
  void payloadKeepsOrderNamesAndNumbers(String given, String kept) {
    LogEntry.Extension entry = new LogEntry.Extension(1, "d", given);
    assertThat(entry.payload()).isEqualTo(kept);
    assertThat(LogEntry.parse(entry.toJson())).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "nope", "1 2", "'a'", "{\"a\":}", "// c"})
  void payloadThatIsNoJsonIsRefused(String payload) {
    assertThatThrownBy(() -> new LogEntry.Extension(1, "d", payload))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageStartingWith("payload is ");
  }

  @Test
  void depthIsLimitedAndWhatIsTakenCanBeReadAgain() {
    LogEntry deepest = new LogEntry.Extension(1, "d", nested(JsonText.DEEPEST - 1));
    assertThat(LogEntry.parse(deepest.toJson())).isEqualTo(deepest);
    assertThatThrownBy(() -> new LogEntry.Extension(1, "d", nested(JsonText.DEEPEST)))
        .hasMessage("payload is nested too deep");
    String extra = "{\"kind\":\"turn_end\",\"ts\":1,\"turn_count\":1,\"x\":%s}";
    assertRefused(extra.formatted(nested(JsonText.DEEPEST)), "a log entry is nested too deep");
    assertRefused(extra.formatted(nested(1_000_000)), "a log entry is nested too deep");
    assertRefused("{\"a\":".repeat(1_000_000), "a log entry is nested too deep");
  }

  @Test
  void longTextsNamesAndNumbersAreTaken() {
    String large = "x".repeat(3_000_000);
    String line =
        "{\"kind\":\"extension\",\"ts\":1,\"domain\":\"%s\",\"payload\":{\"%s\":%s}}"
            .formatted(large, large, "1".repeat(100_000));
    assertThat(LogEntry.parse(line).toJson()).isEqualTo(line);
  }

  private static String text(String text) {
    String json = new LogEntry.RunErrored(1, false, text).toJson();
    String before = "{\"kind\":\"run_errored\",\"ts\":1,\"interrupted\":false,\"message\":";
    assertThat(json).startsWith(before).endsWith("}");
    assertThat(LogEntry.parse(json)).isEqualTo(new LogEntry.RunErrored(1, false, text));
    return json.substring(before.length(), json.length() - 1);
  }

  private static String escaped(char c) {
    int shortForm = "\b\t\n\f\r\"\\".indexOf(c);
    if (shortForm >= 0) {
      return "\\" + "btnfr\"\\".charAt(shortForm);
    }
    return c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
  }

  private static String line(String escaped) {
    return "{\"kind\":\"run_errored\",\"ts\":1,\"interrupted\":false,\"message\":\""
        + escaped
        + "\"}";
  }

  private static String named(String escaped) {
    return "{\"kind\":\"turn_end\",\"ts\":1,\"turn_count\":1,\"" + escaped + "\":1}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static void assertRefused(String line, String reason) {
    assertThatThrownBy(() -> LogEntry.parse(line))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageContaining(reason);
  }
}
