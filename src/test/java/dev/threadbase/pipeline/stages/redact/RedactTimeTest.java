package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are walked over once for each keyword in them take minutes at this length. */
class RedactTimeTest {

  private static final String KEY = "AK" + "IAIOSFODNN7EXAMPLE";
  private static final int LENGTH = 1 << 20;

  private static <T> T soon(Supplier<T> work) {
    return assertTimeoutPreemptively(Duration.ofSeconds(10), work::get);
  }

  private static String repeated(String unit) {
    return unit.repeat(LENGTH / unit.length());
  }

  private static String redacted(String line, RedactionRules rules) {
    return soon(
        () -> {
          try {
            return RedactedLines.of(line, rules).text();
          } catch (Exception failure) {
            throw new AssertionError(failure);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "api_key=1, (",
    "secret=1a/, (",
    "'access_token=x1.', [",
    "'redis://h:6379 ', ''",
    "'redis+x://h ', ''",
    "password=f'abcdefgh' , ''",
    "'password=`abcdefgh` ', ''",
  })
  void whatAKeywordMayBeginIsWalkedOverAFewTimesAtMost(String unit, String end) {
    String line = "{\"content\":\"" + repeated(unit) + end + "\"}\n";
    assertThat(redacted(line, RedactionRules.builtIn())).isNotEmpty();
  }

  @Test
  void anAllowedTextIsSoughtWhereTheSecretIs() {
    String line = repeated(KEY + " ") + "\n";
    RedactionRules allowing = RedactionRules.builtIn().allowing(List.of("of no such kind"));
    assertThat(redacted(line, allowing).contains(KEY)).isFalse();
  }

  @Test
  void piecesAreSharedOutOnce() {
    String pair = ",\"%s\",\"%s \"";
    String line = "[\"\"" + repeated(pair.formatted("AK", KEY.substring(2))) + "]\n";
    boolean seen = redacted(line, RedactionRules.builtIn()).contains(KEY.substring(2));
    assertThat(seen).isFalse();
  }

  @Test
  void escapesAreSoughtInTheStringAlone() {
    String line = "[1" + repeated(",\"ab\",1") + ",\"" + KEY + "\"]\n";
    assertThat(redacted(line, RedactionRules.builtIn()).contains(KEY)).isFalse();
  }

  @Test
  void aLongNameIsNotReadAgainForEachOfItsValues() {
    String line =
        "{\"" + "a".repeat(LENGTH / 2) + "\":[\"" + KEY + "\"" + repeated(",\"b\"") + "]}\n";
    assertThat(redacted(line, RedactionRules.builtIn()).contains(KEY)).isFalse();
  }

  @Test
  void aHitIsFoundAmongAllOthers() {
    Redacted redacted =
        soon(() -> new Redactor(RedactionRules.builtIn()).redact(repeated(KEY + " ")));
    assertThat(redacted.hits()).last().extracting(Hit::position).isEqualTo(19 * 49_931);
  }

  @Test
  void aLongValueGoesWholeWhateverIsBehindIt() {
    String value = "0123456789abcdef/".repeat(400);
    assertThat(redacted("{\"content\":\"api_key=" + value + "(x\"}\n", RedactionRules.builtIn()))
        .isEqualTo("{\"content\":\"api_key=[REDACTED_API_KEY](x\"}\n");
    String call = "client_secret = " + "settings2/".repeat(40) + "of";
    assertThat(redacted(call + "(x)\n", RedactionRules.builtIn())).isEqualTo(call + "(x)\n");
    assertThat(redacted(call + "\n", RedactionRules.builtIn())).endsWith("= [REDACTED_SECRET]\n");
  }
}
