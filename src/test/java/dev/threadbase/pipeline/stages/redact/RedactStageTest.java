package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threadbase.pipeline.StageException;
import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactStageTest {

  private static final String KEY = "AK" + "IAIOSFODNN7EXAMPLE";
  private static final String VALUE = "0123456789abcdefghijklmn";

  @Test
  void onlyTheSecretOfALineChanges() throws Exception {
    String line =
        " {\"b\" : 1.0e2,\t\"a\":\"\\u00e9\\/ %s \\ud800\", \"a\": [ ], \"b\":\"é😀\" } \r\n";
    assertThat(RedactedLines.of(line.formatted(KEY)).text())
        .isEqualTo(line.formatted("[REDACTED_AWS_KEY]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'password':'hunter22secret'} | {'password':'[REDACTED_PASSWORD]'}",
        "{'api_key': '#'} | {'api_key': '[REDACTED_API_KEY]'}",
        "{'apiKey':['#','#']} | {'apiKey':['[REDACTED_API_KEY]','[REDACTED_API_KEY]']}",
        "{'Authorization':'Bearer #'} | {'Authorization':'Bearer [REDACTED_BEARER_TOKEN]'}",
        "[{'name':'Authorization','value':'Bearer #'}] "
            + "| [{'name':'Authorization','value':'Bearer [REDACTED_BEARER_TOKEN]'}]",
        "{'value':'#','key':'ACCESS_TOKEN'} | {'value':'[REDACTED_TOKEN]','key':'ACCESS_TOKEN'}",
        "{'a':{'client_secret':'#'}} | {'a':{'client_secret':'[REDACTED_SECRET]'}}",
        "{'password':'short','secret':4,'token':'#'} | {'password':'short','secret':4,'token':'#'}",
        "{'password = \"hunter22\"':1} | {'password = \"[REDACTED_PASSWORD]\"':1}",
        "{'DB_PASSWORD':'${DB_PASSWORD}'} | {'DB_PASSWORD':'[REDACTED_PASSWORD]'}",
        "{'AWS_SESSION_TOKEN':'#','refresh_token':'#'} "
            + "| {'AWS_SESSION_TOKEN':'[REDACTED_TOKEN]','refresh_token':'[REDACTED_TOKEN]'}",
        "{'content':'set GITHUB_TOKEN=#'} | {'content':'set GITHUB_TOKEN=[REDACTED_TOKEN]'}",
        "{'passphrase':'correct horse'} | {'passphrase':'[REDACTED_PASSWORD]'}",
      })
  void aNameTellsThatItsValueIsSecret(String line, String redacted) throws Exception {
    assertThat(RedactedLines.of(json(line)).text()).isEqualTo(json(redacted));
  }

  private static String json(String text) {
    return text.replace("\"", "\\\"").replace('\'', '"').replace("#", VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\u001b[32m", "_", "-", "%20", "%3D"})
  void aJsonWebTokenIsKnownWhateverStandsBefore(String before) throws Exception {
    String token =
        "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";
    String line = "{\"content\":\"" + before.replace("%", "%%") + "%s\\u001b[0m\"}\n";
    assertThat(RedactedLines.of(line.formatted(token)).text())
        .isEqualTo(line.formatted("[REDACTED_JWT]"));
  }

  @Test
  void aTokenOfGithubNeedsNoDigit() throws Exception {
    String line = "%s and ghp_this_is_a_name_of_many_words_that_has_no_digits\n";
    assertThat(
            RedactedLines.of(line.formatted("gh" + "p_ZtWCiVwgixCZVlpLzJsBAmgnorHmasSpykZu"))
                .text())
        .isEqualTo(line.formatted("[REDACTED_GITHUB_TOKEN]"));
  }

  @Test
  void aSecretInPiecesLeavesItsReplacementInTheFirst() throws Exception {
    String parts =
        "{\"content\":[{\"type\":\"text\",\"text\":\"it is %s\"},{\"type\":\"text\",\"text\":\"%s.\"}]}\n";
    assertThat(RedactedLines.of(parts.formatted(KEY.substring(0, 3), KEY.substring(3))).text())
        .isEqualTo(parts.formatted("[REDACTED_AWS_KEY]", ""));
    String strings = "[\"%s\",\"%s\",\"%s\"]\n";
    assertThat(
            RedactedLines.of(
                    strings.formatted(KEY.substring(0, 2), KEY.substring(2, 9), KEY.substring(9)))
                .text())
        .isEqualTo(strings.formatted("[REDACTED_AWS_KEY]", "", ""));
    String apart = "[\"%s\",1,\"%s\"]\n".formatted(KEY.substring(0, 9), KEY.substring(9));
    assertThat(RedactedLines.of(apart).text()).isEqualTo(apart);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'command':['curl','-H','Authorization: Bearer #','https://api.example.com/v1/users']} "
            + "| {'command':['curl','-H','Authorization: Bearer [REDACTED_BEARER_TOKEN]',"
            + "'https://api.example.com/v1/users']}",
        "['git','push','https://gh​p_#################','main','--force'] "
            + "| ['git','push','https://[REDACTED_GITHUB_TOKEN]','main','--force']",
        "{'Env':['API_KEY=#','PATH=/usr/bin','HOME=/root']} "
            + "| {'Env':['API_KEY=[REDACTED_API_KEY]','PATH=/usr/bin','HOME=/root']}",
        "['export A_TOKEN=#','next','one'] | ['export A_TOKEN=[REDACTED_EXPORT]','next','one']",
        "['export A_TOKEN=[REDACTED_EXPORT]','next'] | ['export A_TOKEN=[REDACTED_EXPORT]','next']",
      })
  void aStringBehindOneWithASecretStays(String line, String redacted) throws Exception {
    assertThat(RedactedLines.of(json(line.replace("​", ""))).text()).isEqualTo(json(redacted));
  }

  @Test
  void headsOfKeysThatFollowEachOtherTakeNothingElse() throws Exception {
    String head = "-----BEGIN " + "RSA PRIVATE KEY-----";
    String line = "{\"a\":[\"" + head + "\\n%s\",\"Configurationabcdef\"]}\n";
    assertThat(RedactedLines.of(line.formatted(head)).text())
        .doesNotContain("BEGIN")
        .startsWith("{\"a\":[\"[REDACTED_PRIVATE_KEY]");
  }

  @Test
  void aLineThatIsEditedAsTextKeepsItsQuotes() throws Exception {
    String torn = "{\"content\":\"pwd = 'abcdefgh%s{\"type\":\"user\",\"content\":\"it's\"}\n";
    assertThat(RedactedLines.of(torn.formatted("ijklm")).text())
        .endsWith("{\"type\":\"user\",\"content\":\"it's\"}\n")
        .doesNotContain("ijklm");
    String deep =
        "[" + "[".repeat(5_000) + "]".repeat(5_000) + ",\"pwd = 'abcdefgh\", \"ijk'\", \"%s\"]\n";
    assertThat(RedactedLines.of(deep.formatted(KEY)).text())
        .endsWith("\"[REDACTED_AWS_KEY]\"]\n")
        .contains("\"pwd = '[REDACTED_PASSWORD]\", \"ijk'\", ");
  }

  @Test
  void aTornPrivateKeyDoesNotTakeTheNextPartWithIt() throws Exception {
    MadeSecret key = key();
    String torn = key.secret().substring(0, 200).replace("\n", "\\n");
    String parts = "[\"%s\",\"%s\",\"That was it.\"]\n";
    assertThat(RedactedLines.of(parts.formatted(torn, "MIIE".repeat(16))).text())
        .isEqualTo(parts.formatted("[REDACTED_PRIVATE_KEY]", ""));
  }

  @Test
  void aPrivateKeyOverSeveralLinesOfTextGoes() throws Exception {
    MadeSecret key = key();
    assertThat(RedactedLines.of("$ cat key\n" + key.secret() + " $ ls\nkey\n").text())
        .isEqualTo("$ cat key\n[REDACTED_PRIVATE_KEY]\n" + "\n".repeat(12) + " $ ls\nkey\n");
    String torn = key.secret().substring(0, 200);
    assertThat(RedactedLines.of(torn + "\nand so on\n{\"a\":1}\nkey\n").text())
        .isEqualTo("[REDACTED_PRIVATE_KEY]\n\n\n\nand so on\n{\"a\":1}\nkey\n");
    assertThat(RedactedLines.of(torn + "\n{\"a\":1}\nkey\n").text())
        .isEqualTo("[REDACTED_PRIVATE_KEY]\n\n\n\n{\"a\":1}\nkey\n");
  }

  private static MadeSecret key() {
    return MadeSecrets.all().stream()
        .filter(secret -> secret.family().equals("private_key_generic"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bytesThatAreNoTextStay() throws Exception {
    byte[] line = ("{\"a\":\"ab " + KEY + "\"}\nx " + KEY).getBytes(StandardCharsets.UTF_8);
    line[6] = (byte) 0xff;
    line[7] = (byte) 0xe2;
    byte[] redacted = RedactedLines.of(line, RedactionRules.builtIn()).bytes();
    byte[] expected =
        "{\"a\":\"ab [REDACTED_AWS_KEY]\"}\nx [REDACTED_AWS_KEY]".getBytes(StandardCharsets.UTF_8);
    expected[6] = (byte) 0xff;
    expected[7] = (byte) 0xe2;
    assertThat(redacted).isEqualTo(expected);
  }

  @Test
  void linesOfAnyKindKeepTheirEnds() throws Exception {
    String lines = "\n\r\nnull\n[]\r\n\ufeff{\"a\":\"%s\"}\r\n{\"a\":\nlast %s";
    assertThat(RedactedLines.of(lines.formatted(KEY, KEY)).text())
        .isEqualTo(lines.formatted("[REDACTED_AWS_KEY]", "[REDACTED_AWS_KEY]"));
    assertThat(RedactedLines.of("").text()).isEmpty();
  }

  @Test
  void figuresTellHowManyAndNotWhat() throws Exception {
    RedactedLines redacted =
        RedactedLines.of(
            "{\"content\":\"%s %s\"}\n{\"content\":\"fine\"}\n{\"pwd\":\"hunter22secret\"}"
                .formatted(KEY, KEY));
    assertThat(redacted.stats().figures().toString())
        .isEqualTo(
            "{lines=3, lines_redacted=2, redactions=3, aws_access_key=2, generic_password=1}");
  }

  @Test
  void everyEntryIsRedactedInAllOfItsFields() throws Exception {
    String entry =
        "{\"type\":\"tool\",\"content\":\"%1$s\",\"tool_input\":\"%1$s\",\"tool_output\":\"%1$s\","
            + "\"raw\":{\"deep\":[{\"er\":[\"a\",[\"%1$s\"]]}]}}\n";
    RedactedLines redacted =
        RedactedLines.of((entry + "{\"content\":\"\"}\n" + entry).formatted(KEY));
    assertThat(redacted.text())
        .isEqualTo((entry + "{\"content\":\"\"}\n" + entry).formatted("[REDACTED_AWS_KEY]"));
    assertThat(redacted.stats().linesRedacted()).isEqualTo(2);
    assertThat(redacted.stats().redactions()).isEqualTo(8);
  }

  @Test
  void aTextThatIsNestedTooDeepIsStillRedacted() throws Exception {
    String deep = "[".repeat(5_000) + "\"" + KEY + "\"" + "]".repeat(5_000) + "\n";
    assertThat(RedactedLines.of(deep).text()).isEqualTo(deep.replace(KEY, "[REDACTED_AWS_KEY]"));
  }

  @Test
  void aLineOfAnyNumberOfStringsIsReadAsJson() throws Exception {
    String many =
        "{\"x\":["
            + "\"\",".repeat(600_000)
            + "1],\"headers\":[{\"name\":\"password\",\"value\":\"%s\"}]}\n";
    boolean read =
        RedactedLines.of(many.formatted("mint-and-chives"))
            .text()
            .equals(many.formatted("[REDACTED_PASSWORD]"));
    assertThat(read).isTrue();
  }

  @Test
  void theEndOfALongNameTellsThatItsValueIsSecret() throws Exception {
    String line = "{\"" + "a ".repeat(500) + "db_password\":[\"%s\",\"%s\"]}\n";
    assertThat(RedactedLines.of(line.formatted("mint-and-chives", "sage-and-thyme")).text())
        .isEqualTo(line.formatted("[REDACTED_PASSWORD]", "[REDACTED_PASSWORD]"));
  }

  @Test
  void aStreamThatFailsLeavesTheFigures() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    byte[] lines = ("{\"a\":\"" + KEY + "\"}\n").getBytes(StandardCharsets.UTF_8);
    StageException failure =
        catchThrowableOfType(
            StageException.class,
            () ->
                new RedactStage(RedactionRules.builtIn())
                    .apply(new ByteArrayInputStream(lines), full));
    assertThat(failure).hasMessage("disk full");
    assertThat(Objects.requireNonNull(failure.stats()).figures())
        .containsEntry("aws_access_key", 1L);
  }
}
