package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecret.Hiding;
import dev.threadbase.testkit.MadeSecrets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class RedactCorpusTest {

  private static final Set<Hiding> NO_JSON = Set.of(Hiding.PLAIN_LINE, Hiding.TORN_LINE);

  static Stream<MadeSecret> secrets() {
    return MadeSecrets.all().stream();
  }

  @Test
  void everyRuleHasAMadeSecret() {
    assertThat(secrets().map(MadeSecret::family).distinct())
        .containsExactlyElementsOf(RedactionRules.builtIn().names());
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void noneSurvivesWhereverItIsHidden(MadeSecret secret) throws Exception {
    for (Hiding hiding : Hiding.values()) {
      RedactedLines redacted = RedactedLines.of(secret.line(hiding) + "\n");
      assertThat(secret.isSeenIn(redacted.text())).as("%s %s", secret, hiding).isFalse();
      assertThat(redacted.stats().byRule())
          .as("%s %s", secret, hiding)
          .containsKey(secret.family());
      assertThat(secret.isSeenIn(redacted.stats().toString())).isFalse();
      if (!NO_JSON.contains(hiding)) {
        assertThat(JsonMapper.shared().readTree(redacted.text()).isObject()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aStringOfJsonIsStillJson(MadeSecret secret) throws Exception {
    String line = RedactedLines.of(secret.line(Hiding.ESCAPED_THRICE)).text();
    String input = JsonMapper.shared().readTree(line).get("tool_input").asString();
    for (int i = 0; i < 2; i++) {
      input = JsonMapper.shared().readTree(input).get("arguments").asString();
    }
    assertThat(JsonMapper.shared().readTree(input).isObject()).isTrue();
  }

  @Test
  void nearMissesStayByteForByte() throws Exception {
    for (String text : MadeSecrets.nearMisses()) {
      String json = JsonMapper.shared().writeValueAsString(text);
      String escaped = JsonMapper.shared().writeValueAsString("{\"a\":" + json + "}");
      String lines =
          "{\"content\": %s}\n{\"tool_input\":%s}\n{\"content\":[%s,7,%s]}\n{\"content\":%s\n"
              .formatted(json, escaped, json, json, json);
      assertThat(RedactedLines.of(lines).text()).isEqualTo(lines);
    }
  }

  @Test
  void itDoesNotSurviveInTheMiddleOfALongLine() throws Exception {
    MadeSecret secret = MadeSecrets.all().get(0);
    RedactedLines redacted = RedactedLines.of(secret.longLine(5 << 20));
    assertThat(secret.isSeenIn(redacted.text())).isFalse();
    assertThat(redacted.stats().redactions()).isEqualTo(1);
  }
}
