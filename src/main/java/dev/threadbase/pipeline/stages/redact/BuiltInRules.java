package dev.threadbase.pipeline.stages.redact;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The rules that are always there, in the order they are applied. */
final class BuiltInRules {

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String SHELL_VARIABLE = "(?!\\$[\\w{(])";
  private static final int LONGEST_CALL = 512;
  private static final String TOKENS = "access|auth|secret|refresh|session|github|gitlab|npm|bot";
  private static final String NOT_WORD = "(?![A-Za-z0-9])";

  static final List<Rule> ALL =
      List.of(
          token("aws_access_key", "AWS_KEY", "AKIA[A-Z0-9]{16}+" + NOT_WORD, "AKIA"),
          named("aws_secret_key", "AWS_SECRET", awsSecret(), "secret"),
          token(
              "github_token",
              "GITHUB_TOKEN",
              // Of the usual length, or with a digit: what only looks like one is a name of many
              // words.
              "gh[psortu]_(?:[A-Za-z0-9]{36}+(?!\\w)|(?=[A-Za-z_]{0,255}+\\d)\\w{36,}+)",
              each("gh", "psortu", "_")),
          token("github_fine_grained_pat", "GITHUB_PAT", "github_pat_\\w{22,}+", "github_pat_"),
          token("gitlab_token", "GITLAB_TOKEN", gitlab(), "glpat-"),
          token(
              "slack_token",
              "SLACK_TOKEN",
              "xox[bapsr]-[A-Za-z0-9-]{10,}+",
              each("xox", "bapsr", "-")),
          token(
              "stripe_key",
              "STRIPE_KEY",
              "[sr]k_(?:live|test)_[A-Za-z0-9]{24,}+",
              "sk_live_",
              "sk_test_",
              "rk_live_",
              "rk_test_"),
          token(
              "twilio_key",
              "TWILIO_KEY",
              "SK[0-9a-f]{32}+" + NOT_WORD,
              each("SK", "0123456789abcdef", "")),
          token("sendgrid_key", "SENDGRID_KEY", "SG\\.[\\w-]{22}+\\.[\\w-]{43}+(?![\\w-])", "SG."),
          mailchimp(),
          token("npm_token", "NPM_TOKEN", "npm_[A-Za-z0-9]{36}+" + NOT_WORD, "npm_"),
          token("pypi_token", "PYPI_TOKEN", "pypi-[\\w-]{50,}+", "pypi-"),
          named("heroku_key", "UUID", heroku(), "heroku"),
          privateKey(
              "private_key_header", "(?!ENCRYPTED )[A-Z0-9 ]{1,40}? PRIVATE KEY(?: BLOCK)?+"),
          privateKey("private_key_generic", "(?:ENCRYPTED )?+PRIVATE KEY"),
          named("export_aws_secret", "EXPORT", exportAwsSecret(), "export"),
          named("export_secret", "EXPORT", exportSecret(), "export"),
          new Rule(
              "connection_string",
              "[REDACTED_CONNECTION_STRING]",
              ConnectionString.keywords(),
              new ConnectionString()),
          named("bearer_token", "BEARER_TOKEN", bearer(), "authorization", "bearer"),
          named("basic_auth", "BASIC_AUTH", basic(), "authorization"),
          named("generic_api_key", "API_KEY", word("api[ _-]?key", 20), apiKeys()),
          named("generic_token", "TOKEN", word("(?:" + TOKENS + ")[_-]?token", 20), tokens()),
          named(
              "generic_password",
              "PASSWORD",
              password(),
              "password",
              "passwd",
              "passphrase",
              "pwd"),
          named("generic_secret", "SECRET", word("secret(?:[_-]?key)?+", 16), "secret"),
          token("jwt_token", "JWT", "eyJ[\\w-]{4,}+\\.eyJ[\\w-]{4,}+\\.[\\w-]{4,}+", "eyJ"));

  private BuiltInRules() {}

  /** Replaces every UUID, whatever it stands for, in place of those that are given to Heroku. */
  static Rule everyUuid(Rule heroku) {
    Pattern uuid = Pattern.compile("(?<![\\w-])" + UUID + "(?![\\w-])");
    return new Rule(heroku.name(), heroku.replacement(), List.of(), new Search(uuid));
  }

  private static Rule token(String name, String token, String form, String... keywords) {
    List<Keyword> words = Arrays.stream(keywords).map(Keyword::exact).toList();
    return new Rule(name, "[REDACTED_" + token + "]", words, Token.of(form));
  }

  private static Rule named(String name, String token, Finder finder, String... keywords) {
    List<Keyword> words = Arrays.stream(keywords).map(Keyword::anyCase).toList();
    return new Rule(name, "[REDACTED_" + token + "]", words, finder);
  }

  private static Rule privateKey(String name, String head) {
    return new Rule(name, "[REDACTED_PRIVATE_KEY]", List.of(PrivateKey.BEGIN), PrivateKey.of(head));
  }

  private static Rule mailchimp() {
    Pattern form = Pattern.compile("[0-9a-f]{32}+-us[0-9]{1,2}+" + NOT_WORD);
    List<Keyword> words = Arrays.stream(each("-us", "0123456789", "")).map(Keyword::exact).toList();
    return new Rule("mailchimp_key", "[REDACTED_MAILCHIMP_KEY]", words, new Token(32, form));
  }

  private static String gitlab() {
    return "glpat-[\\w-]{20,}+(?:\\.\\w++)?+(?:\\.\\w++)?+";
  }

  private static Finder awsSecret() {
    return Assignment.of(
        "secret[_-]?access[_-]?key|(?<=aws|aws[_-])secret[_-]?key",
        "(?<v>[A-Za-z0-9/+=]{40})",
        "(?<v>[A-Za-z0-9/+=]{40}+)(?![A-Za-z0-9/+=])");
  }

  private static Finder heroku() {
    return Assignment.of(
        "heroku[\\w .-]{0,40}+",
        "heroku",
        "\\s*+(?<v>" + UUID + ")\\s*+",
        "(?<v>" + UUID + ")(?![\\w-])");
  }

  private static Finder exportAwsSecret() {
    return export("AWS_SECRET_ACCESS_KEY|AWS_SECRET_KEY|AWS_SESSION_TOKEN", 20);
  }

  private static Finder exportSecret() {
    return export(
        "\\w{0,64}?(?:TOKEN|API_?KEY|SECRET|SECRET_KEY|ACCESS_KEY|PRIVATE_KEY|ENCRYPTION_KEY"
            + "|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS)",
        1);
  }

  private static Finder export(String names, int least) {
    String others = "(?:(?!(?:" + names + ")=)\\w{1,64}+=\\S{0,256}+[ \\t]++){0,16}+";
    return Assignment.of(
        "export\\s++" + others + "(?:" + names + ")",
        "=",
        "(?!)",
        "(?!\\$\\{?+\\w++\\}?+$|\\$\\()(?<v>.{" + least + ",}+)",
        SHELL_VARIABLE + "(?<v>[^\\s;&|<>\"'`\\\\]{" + least + ",}+)");
  }

  private static Finder bearer() {
    return authorization(
        "authorization|bearer",
        "\\s*+(?i:bearer|token)\\s++(?<v>\\S{20,}+)\\s*+",
        "(?i:bearer|token)\\s++(?<v>[\\w.~+/=-]{20,}+)");
  }

  private static Finder basic() {
    // The word that follows in prose is all in lower case.
    String value = "(?i:basic)\\s++(?=[A-Za-z0-9+/_-]{0,400}[A-Z0-9=])(?<v>[\\w+/=-]{10,}+)";
    return authorization("authorization", "\\s*+" + value + "\\s*+", value);
  }

  private static Finder authorization(String names, String quoted, String bare) {
    return Assignment.of(names, "(?:[:=]{1,2}+>?+|,)\\s{0,8}+", "(?:" + names + ")$", quoted, bare);
  }

  // A name without quotes that goes on with a parenthesis is a call, not a value, if it is not too
  // long for one: what is refused is looked at again behind the next keyword in it. One without a
  // digit is the name of something else, and so are the members of one, and a path.
  private static Finder word(String names, int least) {
    return Assignment.of(
        names,
        "\\s*+(?<v>\\S{" + least + ",}+)\\s*+",
        "(?![A-Za-z_]{1,19}+[.\\[(]|[a-z_-]{2,19}+/|\\.{0,2}/|~)(?=[A-Za-z_./+=~-]{0,256}+\\d)"
            + "(?<v>[\\w./+=~-]{"
            + least
            + ","
            + LONGEST_CALL
            + "}+(?:[\\w./+=~-]++|(?![(\\[])))");
  }

  private static Finder password() {
    return new Password(Assignment.of("password|passwd|passphrase|pwd", "(?<v>.{8,}+)", null));
  }

  private static String[] apiKeys() {
    return new String[] {"api_key", "api-key", "api key", "apikey"};
  }

  private static String[] tokens() {
    return Arrays.stream(TOKENS.split("\\|"))
        .flatMap(
            kind -> Arrays.stream(new String[] {"_", "-", ""}).map(sep -> kind + sep + "token"))
        .toArray(String[]::new);
  }

  private static String[] each(String before, String letters, String after) {
    return IntStream.range(0, letters.length())
        .mapToObj(i -> before + letters.charAt(i) + after)
        .toArray(String[]::new);
  }
}
