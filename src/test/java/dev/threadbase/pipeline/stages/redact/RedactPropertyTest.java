package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecret.Hiding;
import dev.threadbase.testkit.MadeSecrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RedactPropertyTest {

  private static final int ROUNDS = 1_000;
  private static final List<String> NAMES =
      List.of(
          "type", "content", "text", "name", "value", "key", "passwords", "api_keys", "a\\u0062");

  private final Random random = new Random(20260203);

  @Test
  void linesWithoutSecretsComeOutByteForByte() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String line = value(0, this::innocent) + "\n";
      assertThat(RedactedLines.of(line).text()).isEqualTo(line);
    }
  }

  @Test
  void whatWasRedactedIsJsonAndIsRedactedNoFurther() throws Exception {
    List<MadeSecret> secrets = MadeSecrets.all();
    for (int round = 0; round < ROUNDS; round++) {
      MadeSecret secret = secrets.get(random.nextInt(secrets.size()));
      String line = value(0, () -> random.nextInt(3) == 0 ? secret.text() : innocent()) + "\n";
      RedactedLines once = RedactedLines.of(line);
      assertThat(once.text()).doesNotContain(secret.secret());
      assertThat(JsonMapper.shared().readTree(once.text())).isNotNull();
      RedactedLines twice = RedactedLines.of(once.text());
      assertThat(twice.text()).isEqualTo(once.text());
      assertThat(twice.stats().redactions()).isZero();
    }
  }

  @Test
  void everyHidingPlaceIsRedactedOnce() throws Exception {
    for (MadeSecret secret : MadeSecrets.all()) {
      for (Hiding hiding : Hiding.values()) {
        String once = RedactedLines.of(secret.line(hiding)).text();
        assertThat(RedactedLines.of(once).text()).as("%s %s", secret, hiding).isEqualTo(once);
      }
    }
  }

  @Test
  void tornAndMixedLinesNeverFail() throws Exception {
    List<MadeSecret> secrets = MadeSecrets.all();
    for (int round = 0; round < ROUNDS; round++) {
      MadeSecret secret = secrets.get(random.nextInt(secrets.size()));
      Hiding[] hidings = Hiding.values();
      String line = secret.line(hidings[random.nextInt(hidings.length)]);
      int from = random.nextInt(line.length());
      String torn = line.substring(from, from + random.nextInt(line.length() - from));
      byte[] bytes = (torn + line + "\n" + torn).getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      assertThat(RedactedLines.of(bytes, RedactionRules.builtIn()).stats().lines())
          .isBetween(1L, 40L);
    }
  }

  private String innocent() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "déjà vu 😀 \u2028 \u0000 \\ / \" '";
      case 2 -> "01890a5d-ac96-774b-bcce-b302099a8057";
      case 3 -> "the password field is required; see api_key";
      case 4 -> "{\"a\":[\"b\\n\",{\"c\":\"d\"}]}";
      case 5 -> "C:\\users\\new\\table";
      case 6 -> Integer.toHexString(random.nextInt());
      default -> "export default";
    };
  }

  private String value(int depth, Supplier<String> texts) {
    int kind = random.nextInt(depth > 4 ? 4 : 7);
    return switch (kind) {
      case 0 -> List.of("1.0e2", "-0", "12345678901234567890.10").get(random.nextInt(3));
      case 1 -> List.of("true", "null", "[]", "{ }").get(random.nextInt(4));
      case 2, 3 -> string(texts.get());
      case 4 ->
          "[" + space() + value(depth + 1, texts) + "," + space() + value(depth + 1, texts) + "]";
      default ->
          "{"
              + space()
              + "\""
              + NAMES.get(random.nextInt(NAMES.size()))
              + "\":"
              + space()
              + value(depth + 1, texts)
              + ",\"x\":"
              + value(depth + 1, texts)
              + space()
              + "}";
    };
  }

  private String space() {
    return List.of("", " ", "\t", "  ").get(random.nextInt(4));
  }

  private String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean odd = random.nextInt(50) == 0 && !Character.isSurrogate(c);
      if (c < ' ' || c == '"' || c == '\\' || odd) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
