package dev.threadbase.pipeline.stages.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomRulesTest {

  @Test
  void rulesAreReadFromFencedBlocksOnly() throws IOException {
    CustomRules rules =
        read(
            """
            # What we hide
            literal "outside" -> [OUTSIDE]
            ```redact
            # customers
            literal "Acme Corp" -> [CUSTOMER]

            regex "PRJ-[0-9]{4}" -> [PROJECT]
            literal plain words -> [PLAIN]
            regex a->b -> [ARROW]
            ```
            ```text
            literal "other" -> [OTHER]
            ```
            ```redact
            literal "last" -> [LAST]
            """,
            "team");
    assertThat(rules.errors()).isEmpty();
    Redactor redactor = new Redactor(RedactionRules.builtIn().plus(rules));
    assertThat(
            redactor.redact("outside Acme Corp PRJ-1234 PRJ-12 plain words a->b other last").text())
        .isEqualTo("outside [CUSTOMER] [PROJECT] PRJ-12 [PLAIN] [ARROW] other [LAST]");
    assertThat(redactor.redact("Acme Corp").names()).containsExactly("custom_team_L5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "literal Acme | missing '->' separator",
        "literal Acme -> | missing replacement token after '->'",
        "glob Acme -> [X] | rule must start with 'literal' or 'regex'",
        "literal \"\" -> [X] | empty pattern",
        "regex -> [X] | empty pattern",
        "regex Acme( -> [X] | invalid regex: missing closing )",
        "regex (?=Acme) -> [X] | invalid regex: invalid or unsupported Perl syntax",
      })
  void anErrorTellsTheLineAndNotWhatItSays(String line, String message) throws IOException {
    CustomRules rules =
        read("```redact\nliteral a -> [A]\n" + line + "\nliteral b -> [B]\n```", "repo");
    assertThat(rules.size()).isEqualTo(2);
    assertThat(rules.errors()).containsExactly(new RuleError("repo", 3, message));
    assertThat(rules.errors().toString() + rules).doesNotContain("Acme");
  }

  @Test
  void aFileThatIsNotThereHasNoRules(@TempDir Path folder) throws IOException {
    CustomRules rules = CustomRules.read(folder.resolve("none.md"), "user");
    assertThat(rules.size()).isZero();
    assertThat(rules.errors()).isEmpty();
  }

  @Test
  void aMarkOfTheByteOrderIsPassedOver() throws IOException {
    CustomRules rules = read("\uFEFF```redact\r\nliteral x -> [X]\r\n```\r\n", "team");
    assertThat(rules.errors()).isEmpty();
    assertThat(rules.size()).isEqualTo(1);
  }

  @Test
  void aFileIsReadAsUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("REDACT.md");
    Files.writeString(file, "```redact\nliteral \"Müller 😀\" -> [NAME]\n```\n");
    Redactor redactor = new Redactor(RedactionRules.builtIn().plus(CustomRules.read(file, "user")));
    assertThat(redactor.redact("Herr Müller 😀!").text()).isEqualTo("Herr [NAME]!");
  }

  @Test
  void builtInRulesComeFirstAndThenTheSourcesInOrder() throws IOException {
    String key = "AK" + "IAIOSFODNN7EXAMPLE";
    RedactionRules rules =
        RedactionRules.builtIn()
            .plus(
                read(
                    "```redact\nliteral " + key + " -> [MINE]\nliteral both -> [REPO]\n```",
                    "repo"))
            .plus(read("```redact\nliteral both -> [USER]\n```", "user"));
    assertThat(new Redactor(rules).redact(key + " both").text())
        .isEqualTo("[REDACTED_AWS_KEY] [REPO]");
    assertThat(rules.names()).endsWith("custom_repo_L2", "custom_repo_L3", "custom_user_L2");
  }

  @Test
  void aLaterRuleMayTakeAnEarlierReplacementWithIt() throws IOException {
    RedactionRules rules =
        RedactionRules.builtIn()
            .plus(
                read(
                    "```redact\nregex \"for [A-Z_\\[\\]]+ only\" -> [NOTE]\nliteral NOT -> [X]\n```",
                    "repo"));
    Redacted redacted = new Redactor(rules).redact("AK" + "IAIOSFODNN7EXAMPLE");
    assertThat(redacted.text()).isEqualTo("[REDACTED_AWS_KEY]");
    assertThat(new Redactor(rules).redact("for AK" + "IAIOSFODNN7EXAMPLE only").text())
        .isEqualTo("[X]");
  }

  @Test
  void anExpressionThatMatchesNothingReplacesNothing() throws IOException {
    RedactionRules rules =
        RedactionRules.builtIn().plus(read("```redact\nregex \"x*\" -> [X]\n```", "repo"));
    assertThat(new Redactor(rules).redact("axxb").text()).isEqualTo("a[X]b");
  }

  @Test
  void aCustomRuleLooksThroughEscapesAndIntoOtherLinesThanJson() throws Exception {
    RedactionRules rules =
        RedactionRules.builtIn()
            .plus(
                read(
                    "```redact\nliteral 'Zoë \"Z\" Doe' -> [\"NAME\"]\n```".replace("'", ""),
                    "repo"));
    assertThat(
            RedactedLines.of(
                    "{\"a\":\"{\\\"b\\\":\\\"Zo\\\\u00eb \\\\\\\"Z\\\\\\\" Doe\\\"}\"}\n", rules)
                .text())
        .isEqualTo("{\"a\":\"{\\\"b\\\":\\\"[\\\\\\\"NAME\\\\\\\"]\\\"}\"}\n");
    assertThat(RedactedLines.of("by Zoë \"Z\" Doe\n", rules).text()).isEqualTo("by [\"NAME\"]\n");
  }

  @Test
  void anExpressionCannotTakeForEver() throws IOException {
    RedactionRules rules =
        RedactionRules.builtIn().plus(read("```redact\nregex \"(a+)+$\" -> [X]\n```", "repo"));
    String text = "a".repeat(20_000) + "b";
    assertThat(new Redactor(rules).redact(text).text()).isEqualTo(text);
  }

  private static CustomRules read(String text, String source) throws IOException {
    return CustomRules.read(new StringReader(text), source);
  }
}
