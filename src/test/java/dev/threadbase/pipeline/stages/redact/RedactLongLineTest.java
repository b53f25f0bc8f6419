package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecrets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RedactLongLineTest {

  private static final int WINDOW = 1 << 18;
  private static final String WORDS = "All work and no play. ";

  @Test
  void noSecretSurvivesWhereverTheWindowsMeet() throws Exception {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder();
    List<MadeSecret> secrets = MadeSecrets.all();
    for (MadeSecret secret : secrets) {
      if (random.nextBoolean()) {
        int meeting = (text.length() / WINDOW + 1) * WINDOW;
        fill(text, meeting - random.nextInt(secret.text().length()));
      }
      text.append(secret.text());
    }
    fill(text, text.length() + 2 * WINDOW);
    String plain = text.toString();
    String json =
        "{\"a\": \"x\", \"content\":" + JsonMapper.shared().writeValueAsString(plain) + "}";
    for (String line : List.of(plain.replace('\n', ' '), json)) {
      RedactedLines redacted = RedactedLines.of("{}\n" + line + "\r\n[]\n");
      assertThat(secrets).noneMatch(secret -> secret.isSeenIn(redacted.text()));
      assertThat(redacted.stats().redactions()).isEqualTo(secrets.size());
      assertThat(redacted.stats().lines()).isEqualTo(3);
      assertThat(redacted.stats().linesRedacted()).isEqualTo(1);
      assertThat(redacted.text()).startsWith("{}\n").endsWith("\r\n[]\n");
      assertThat(redacted.text().split(WORDS, -1)).hasSize(line.split(WORDS, -1).length);
    }
    String body = RedactedLines.of(json).text();
    assertThat(JsonMapper.shared().readTree(body).get("content").asString()).contains(WORDS);
  }

  private static void fill(StringBuilder text, int length) {
    while (text.length() < length - WORDS.length()) {
      text.append(WORDS);
    }
    text.append(" ".repeat(Math.max(0, length - text.length())));
  }

  @Test
  void aLongLineWithoutSecretsStaysByteForByte() throws Exception {
    String line = "{\"a\":\"" + "é😀\\n\\\"".repeat(400_000) + "\"}\n";
    assertThat(RedactedLines.of(line).text()).isEqualTo(line);
  }

  @Test
  void aPrivateKeyWithoutAnEndStopsAtTheEndOfItsString() throws Exception {
    String head = "-----BEGIN " + "PRIVATE KEY-----\\n";
    String body = "MIIEvQIBADANBgkqhkiG9w0BAQEF\\n".repeat(40_000);
    String line = "{\"b\":\"%s\",\"a\":\"" + WORDS.repeat(100_000) + "\"}\n";
    assertThat(RedactedLines.of(line.formatted(head + body)).text())
        .isEqualTo(line.formatted("[REDACTED_PRIVATE_KEY]"));
  }

  @Test
  void aPrivateKeyThatALongLineBeginsGoesOnInTheNextLines() throws Exception {
    String head = "-----BEGIN " + "RSA PRIVATE KEY-----";
    String body = "MIIEvQIBADANBgkqhkiG9w0BAQEF".repeat(2);
    String words = WORDS.repeat(100_000);
    String next = "\n%s\n%s\n-----END " + "RSA PRIVATE KEY----- $ ls\n%s\n";
    for (String line :
        List.of("{\"a\":\"" + words + "%s\\n%s\\n", words + "%s %s", "[\"" + words + "%s%s")) {
      assertThat(RedactedLines.of((line + next).formatted(head, body, body, body, body)).text())
          .isEqualTo(
              line.formatted("[REDACTED_PRIVATE_KEY]", "").replaceAll("(\\\\n)+$| $", "")
                  + "\n\n\n $ ls\n"
                  + body
                  + "\n");
    }
    String closed = "{\"a\":\"" + words + head + "\\n" + body + "\"}\n";
    assertThat(RedactedLines.of(closed + body + "\n").text()).endsWith("\"}\n" + body + "\n");
  }

  @Test
  void aPrivateKeyEndsInALongLine() throws Exception {
    String begin = "-----BEGIN " + "PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEF".repeat(2);
    String end = "AwIBAAKBgQ==-----END " + "PRIVATE KEY-----";
    String words = WORDS.repeat(100_000);
    RedactedLines redacted = RedactedLines.of(begin + "\n" + end + words + "\nAwIBAAKBgQ\n");
    assertThat(redacted.text()).isEqualTo("[REDACTED_PRIVATE_KEY]\n\n" + words + "\nAwIBAAKBgQ\n");
    assertThat(redacted.stats().linesRedacted()).isEqualTo(3);
    String other = begin + "\n" + words + "\nAwIBAAKBgQ\n";
    assertThat(RedactedLines.of(other).text())
        .isEqualTo("[REDACTED_PRIVATE_KEY]\n\n" + words + "\nAwIBAAKBgQ\n");
  }

  @Test
  void anEscapedQuoteBehindASecretStays() throws Exception {
    String line =
        "{\"c\":\"he said \\\"secret='%s\\\" ok\",\"pad\":\"" + WORDS.repeat(100_000) + "\"}\n";
    String redacted = RedactedLines.of(line.formatted("abcdefghijklm0op")).text();
    assertThat(redacted).doesNotContain("abcdefghijklm0op");
    assertThat(JsonMapper.shared().readTree(redacted).get("c").asString()).endsWith("\" ok");
  }

  @Test
  void anEscapeBeforeASecretStays() throws Exception {
    String token = "pm" + "_0123456789abcdefghijklmnopqrstuvwxyz";
    String line = "{\"c\":\"a\\n%s b\",\"pad\":\"" + WORDS.repeat(100_000) + "\"}\n";
    String redacted = RedactedLines.of(line.formatted(token)).text();
    assertThat(JsonMapper.shared().readTree(redacted).get("c").asString()).startsWith("a\n");
  }

  @Test
  void aNameTellsThatItsValueIsSecretAcrossWindows() throws Exception {
    String filler = "\"" + WORDS.repeat(11_907) + "    " + "\"";
    String line =
        "{\"a\":" + filler + ",\"password\":\"%s\",\"b\":\"" + WORDS.repeat(100_000) + "\"}";
    assertThat(RedactedLines.of(line.formatted("hunter22\\\"secret")).text())
        .isEqualTo(line.formatted("[REDACTED_PASSWORD]"));
  }
}
