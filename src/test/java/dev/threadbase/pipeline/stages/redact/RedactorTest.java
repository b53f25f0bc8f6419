package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecrets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private static final String KEY = "AK" + "IAIOSFODNN7EXAMPLE";
  private static final Redactor REDACTOR = new Redactor(RedactionRules.builtIn());

  static Stream<MadeSecret> secrets() {
    return MadeSecrets.all().stream();
  }

  static Stream<String> nearMisses() {
    return MadeSecrets.nearMisses().stream();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aSecretOfEachFamilyIsReplacedAndWhatIsAroundItStays(MadeSecret secret) {
    Redacted redacted = REDACTOR.redact(secret.text());
    assertThat(redacted.names()).containsExactly(secret.family());
    assertThat(secret.isSeenIn(redacted.text())).isFalse();
    assertThat(redacted.text()).startsWith("Please look: ").contains("[REDACTED_").endsWith("use.");
  }

  @ParameterizedTest
  @MethodSource("nearMisses")
  void whatOnlyLooksLikeASecretStays(String text) {
    assertThat(REDACTOR.redact(text)).isEqualTo(new Redacted(text, List.of()));
    assertThat(REDACTOR.contains(text)).isFalse();
  }

  @Test
  void ofAnAssignmentOnlyTheValueIsReplaced() {
    assertThat(REDACTOR.redact("db_password: \"hunter22secret\", user: \"mia\"").text())
        .isEqualTo("db_password: \"[REDACTED_PASSWORD]\", user: \"mia\"");
    assertThat(REDACTOR.redact("curl -H 'X-Api-Key: 0123456789abcdefghij' -v").text())
        .isEqualTo("curl -H 'X-Api-Key: [REDACTED_API_KEY]' -v");
    assertThat(REDACTOR.redact("export DB_PASSWORD=hunter22 PATH=/bin").text())
        .isEqualTo("export DB_PASSWORD=[REDACTED_EXPORT] PATH=/bin");
    assertThat(REDACTOR.redact("if (pwd == 'hunter22') {").text())
        .isEqualTo("if (pwd == '[REDACTED_PASSWORD]') {");
  }

  @Test
  void quotesThatAreEscapedAnyNumberOfTimesAreQuotes() {
    String before = "{\"password\": \"";
    String secret = "hun\\\"ter22\\\\";
    String after = "\", \"a\": 1}";
    for (int level = 0; level < 5; level++) {
      assertThat(REDACTOR.redact(before + secret + after).text())
          .isEqualTo(before + "[REDACTED_PASSWORD]" + after);
      before = escaped(before);
      secret = escaped(secret);
      after = escaped(after);
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Test
  void aWholePrivateKeyGoesEvenIfItsEndIsMissing() {
    MadeSecret key =
        secrets().filter(secret -> secret.family().equals("private_key_header")).toList().get(0);
    assertThat(REDACTOR.redact("a " + key.secret() + " b").text())
        .isEqualTo("a [REDACTED_PRIVATE_KEY] b");
    assertThat(REDACTOR.redact("a " + key.secret().replace("\n", "\\\\n") + " b").text())
        .isEqualTo("a [REDACTED_PRIVATE_KEY] b");
    String torn = key.secret().substring(0, 300);
    assertThat(REDACTOR.redact("a " + torn).text()).isEqualTo("a [REDACTED_PRIVATE_KEY]");
    assertThat(REDACTOR.redact("a " + torn + " b").text()).isEqualTo("a [REDACTED_PRIVATE_KEY] b");
  }

  @Test
  void aMentionOfAPrivateKeyTakesNothingElseWithIt() {
    String mention = "-----BEGIN " + "PRIVATE KEY-----";
    String prose = " is how such a file begins. ".repeat(9);
    assertThat(REDACTOR.redact(mention + prose).text()).isEqualTo("[REDACTED_PRIVATE_KEY]" + prose);
  }

  @Test
  void aHeadInTheSourceOfAProgramTakesNothingElseWithIt() {
    String source =
        "if (!pem.startsWith(\"%s\")) {\n  throw new IllegalArgumentException(\"no key\");\n}\n";
    String head = "-----BEGIN " + "PRIVATE KEY-----";
    assertThat(REDACTOR.redact(source.formatted(head)).text())
        .isEqualTo(source.formatted("[REDACTED_PRIVATE_KEY]"));
    String body = "MIIEvQIBADANBgkqhkiG9w0BAQEF";
    for (String key :
        List.of(
            head + "\n" + body + "\n" + body,
            head + "\nProc-Type: 4,ENCRYPTED\n\n" + body,
            head + "\\n\" +\n  \"" + body,
            head + "\n  2  " + body + "\n  3  " + body,
            head + "\\n" + body + "\\n" + body + "\\n",
            head + " " + body + " " + body)) {
      assertThat(REDACTOR.redact("a " + key + "\nand this.").text())
          .startsWith("a [REDACTED_PRIVATE_KEY]")
          .endsWith("and this.")
          .doesNotContain(body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "headers[\"Authorization\"] = \"Bearer #\"",
        "os.environ[\"CLIENT_SECRET\"] = \"#\"",
        "process.env['CLIENT_SECRET'] = '#'",
        "config[\"password\"] = \"#\"",
        "{\"Authorization\": f\"Bearer #\"}",
        "NEXTAUTH_SECRET=#",
        "export A=1 GITHUB_TOKEN=# B=2",
        "export GITHUB_TOKEN=# B=2",
      })
  void aNameTellsThatItsValueIsSecretHoweverItIsWritten(String text) {
    for (String value :
        List.of("Zk3+q/abcdefghijklmnop=", "1a28Q~abcdefghijklmnopq", "ya29.a0AfBabcdefghijkl")) {
      assertThat(REDACTOR.redact(text.replace("#", value)).text())
          .matches(
              Pattern.quote(text.substring(0, text.indexOf('#')))
                  + "\\[REDACTED_\\w+]"
                  + Pattern.quote(text.substring(text.indexOf('#') + 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pwd\": \"/home/mia/garden\"} PWD='~/garden/beds'",
        "{\"password\": \"$DB_PASSWORD\"} {\"password\": \"{{ db_password }}\"}",
        "accessToken: AuthenticationTokenResponse;",
        "gh" + "o_this_is_a_very_long_variable_name_in_snake_case",
        "client_secret = process.env.CLIENT_SECRET_2",
        "client_secret = os.environ[\"CLIENT_SECRET_2\"]",
        "client_secret: /etc/garden/client_secret_2.pem",
        "headers[\"Authorization\"] = f\"Bearer {settings.garden_token}\"",
        "{\"url\":\"postgres://localhost:5432\",\"mail\":\"mia@example.org\"}",
      })
  void whatIsNamedLikeASecretAndIsNoneStays(String text) {
    assertThat(REDACTOR.redact(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p'ss", "p|ss", "p<ss>", "p\"ss", "p`ss", "|"})
  void aPasswordOfADatabaseMayHoldAnySign(String password) {
    assertThat(REDACTOR.redact("at postgres://mia:" + password + "@db/main, you see").text())
        .isEqualTo("at [REDACTED_CONNECTION_STRING], you see");
  }

  @Test
  void severalSecretsInOneTextAreAllFound() {
    String text = secrets().map(MadeSecret::text).collect(Collectors.joining("\n"));
    Redacted redacted = REDACTOR.redact(text);
    assertThat(redacted.names())
        .containsExactlyInAnyOrderElementsOf(RedactionRules.builtIn().names());
    assertThat(secrets()).noneMatch(secret -> secret.isSeenIn(redacted.text()));
  }

  @Test
  void detailsCarryTheOriginalAndDoNotShowIt() {
    Redacted redacted = REDACTOR.redact("first " + KEY + " then " + KEY + ".");
    assertThat(redacted.hits())
        .containsExactly(new Hit("aws_access_key", KEY, 6), new Hit("aws_access_key", KEY, 30));
    assertThat(redacted.text().substring(30)).startsWith("[REDACTED_AWS_KEY]");
    assertThat(redacted + " " + redacted.hits() + REDACTOR.scan(KEY)).doesNotContain(KEY);
  }

  @Test
  void scanningTellsWithoutChanging() {
    assertThat(REDACTOR.scan("a " + KEY)).extracting(Hit::rule).containsExactly("aws_access_key");
    assertThat(REDACTOR.contains("a " + KEY)).isTrue();
    assertThat(REDACTOR.contains("a")).isFalse();
  }

  @Test
  void allowedTextsStay() {
    Redactor allowing =
        new Redactor(
            RedactionRules.builtIn().allowing(List.of(KEY, "see password = \"changeme!\"")));
    String allowed = "use " + KEY + " and see password = \"changeme!\" there";
    assertThat(allowing.redact(allowed)).isEqualTo(new Redacted(allowed, List.of()));
    assertThat(allowing.redact("password = \"changeme!\"").names())
        .containsExactly("generic_password");
    assertThat(allowing.redact(KEY + "\npassword = '" + KEY + "'").text())
        .isEqualTo(KEY + "\npassword = '" + KEY + "'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedactionRules.builtIn().allowing(List.of("")));
  }

  @Test
  void uuidsAreSecretsOnlyIfAskedForOrGivenToHeroku() {
    String uuid = "01890a5d-ac96-774b-bcce-b302099a8057";
    String text = "{\"session\":\"" + uuid + "\"} HEROKU_API_KEY: '" + uuid + "'";
    assertThat(REDACTOR.redact(text).text())
        .isEqualTo("{\"session\":\"" + uuid + "\"} HEROKU_API_KEY: '[REDACTED_UUID]'");
    assertThat(new Redactor(RedactionRules.builtIn().includingUuids()).redact(text).text())
        .isEqualTo("{\"session\":\"[REDACTED_UUID]\"} HEROKU_API_KEY: '[REDACTED_UUID]'");
  }

  @Test
  void aTokenBeginsAtTheStartOfAWord() {
    assertThat(REDACTOR.redact("\u001b[1;31m" + KEY + "\u001b[0m").names()).hasSize(1);
    assertThat(REDACTOR.redact("?key=%3D" + KEY + "&x").names()).hasSize(1);
    assertThat(REDACTOR.redact("key=" + KEY + ",").names()).hasSize(1);
    assertThat(REDACTOR.redact("B" + KEY).names()).isEmpty();
    assertThat(REDACTOR.redact(KEY + "B").names()).isEmpty();
  }

  @Test
  void manyThreadsFindTheSame() {
    String text = secrets().limit(9).map(MadeSecret::text).collect(Collectors.joining("\n"));
    Redacted alone = REDACTOR.redact(text);
    List<List<Redacted>> crowd =
        Crowd.run(10, number -> Stream.generate(() -> REDACTOR.redact(text)).limit(100).toList());
    assertThat(crowd).allSatisfy(results -> assertThat(results).containsOnly(alone));
  }

  @Test
  void noTextTakesLongOrDeep() {
    String[] bricks = {
      "password=\"",
      "eyJaaaa.",
      "eyJ-",
      "-----BEGIN " + "PRIVATE KEY-----",
      "export A",
      "postgres://a:",
      "\\",
      "\\\"",
      "authorization: ",
      "heroku ",
      "api_key=",
      "a",
      "secret=(",
      "SG.",
      "password:\\\\\\\"",
      "0123456789abcdef-us1",
      "\u001b[1",
      "\\u0041",
      "basic aaaa",
      "export " + "_".repeat(60)
    };
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (String brick : bricks) {
            String wall = brick.repeat(20_000 / brick.length());
            assertThat(REDACTOR.redact(wall)).isNotNull();
            assertThat(REDACTOR.redact("password = \"" + wall)).isNotNull();
          }
        });
  }
}
