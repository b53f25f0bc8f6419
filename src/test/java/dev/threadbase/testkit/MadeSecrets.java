package dev.threadbase.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Made secrets of every family that the built-in rules know, and texts that look like secrets. */
public final class MadeSecrets {

  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String WORD = LETTERS + "0123456789";

  private MadeSecrets() {}

  /** One or more of each family, the same at every call, in the order of the rules. */
  public static List<MadeSecret> all() {
    return List.of(
        bare("aws_access_key", "AK" + "IA" + random(UPPER, 16, 1)),
        assigned("aws_secret_key", "aws_secret_access_key", random(WORD, 40, 2)),
        bare("github_token", "gh" + "p_" + random(WORD, 36, 3)),
        bare("github_token", "gh" + "s_" + random(WORD, 60, 31)),
        bare("github_fine_grained_pat", "github" + "_pat_" + random(WORD, 60, 4)),
        bare("gitlab_token", "gl" + "pat-" + random(WORD, 20, 5)),
        bare("slack_token", "xo" + "xb-" + random(WORD, 12, 6) + "-" + random(WORD, 24, 61)),
        bare("stripe_key", "sk" + "_live_" + random(WORD, 24, 7)),
        bare("stripe_key", "rk" + "_test_" + random(WORD, 40, 71)),
        bare("twilio_key", "S" + "K" + random(HEX, 32, 8)),
        bare("sendgrid_key", "S" + "G." + random(WORD, 22, 9) + "." + random(WORD, 43, 91)),
        bare("mailchimp_key", random(HEX, 32, 10) + "-us" + "14"),
        bare("npm_token", "np" + "m_" + random(WORD, 36, 11)),
        bare("pypi_token", "py" + "pi-" + random(WORD, 80, 12)),
        assigned("heroku_key", "HEROKU_API_KEY", uuid(15)),
        bare("private_key_header", privateKey("RSA ")),
        bare("private_key_header", privateKey("OPENSSH ")),
        bare("private_key_generic", privateKey("")),
        shell("export_aws_secret", "export AWS_SESSION_TOKEN=", random(WORD, 120, 16)),
        shell("export_secret", "export GITHUB_TOKEN=", random(WORD, 18, 17)),
        shell("export_secret", "export POSTGRES_PASSWORD='", random(WORD, 12, 171), "'"),
        shell("connection_string", "postgres://app:", random(WORD, 14, 18), "@db.example.org/main"),
        shell("connection_string", "redis://:", random(WORD, 14, 181), "@cache:6379"),
        header("bearer_token", "Bearer ", random(WORD, 32, 19)),
        header("basic_auth", "Basic ", random(WORD, 24, 20)),
        assigned("generic_api_key", "x-api-key", random(WORD, 32, 21)),
        assigned("generic_token", "access_token", random(WORD, 32, 22)),
        quoted("generic_password", "password", random(WORD, 12, 23)),
        assigned("generic_secret", "client_secret", random(WORD, 20, 24)),
        bare("jwt_token", jwt()));
  }

  /** Texts without a secret: they stay as they are, byte for byte. */
  public static List<String> nearMisses() {
    return Stream.concat(almostTokens().stream(), almostAssignments().stream()).toList();
  }

  private static List<String> almostTokens() {
    return List.of(
        "AK" + "IA" + random(UPPER, 15, 1),
        "AK" + "IA" + random(UPPER, 17, 1),
        "X" + "AK" + "IA" + random(UPPER, 16, 1),
        "ak" + "ia" + random("abcdefgh", 16, 1),
        "gh" + "p_" + random(WORD, 35, 3),
        "gl" + "pat-" + random(WORD, 19, 5),
        "xo" + "xb-123",
        "pk" + "_live_" + random(WORD, 24, 7),
        "sk" + "_live_" + random(WORD, 23, 7),
        "S" + "K" + random(HEX, 31, 8),
        "the ta" + "s" + "k" + random(HEX, 32, 8),
        "S" + "G.short.short",
        random(HEX, 31, 10) + "-us14",
        "f" + random(HEX, 32, 10) + "-us14",
        "np" + "m_config_registry, npm_" + random(WORD, 20, 11),
        "py" + "pi-" + random(WORD, 49, 12),
        "session " + uuid(33) + " and trace " + uuid(34),
        "commit " + random(HEX, 40, 25) + " sha256 " + random(HEX, 64, 26),
        "toolu_01A09q90qw90lq917835lq9 and call_Zn2k5YtB0aQ4mXc7VdRw1TsE",
        "2026-02-03T09:15:04.123456789Z",
        "-----BEGIN " + "PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOC\n-----END PUBLIC KEY-----",
        "-----BEGIN "
            + "CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBg\n-----END CERTIFICATE-----");
  }

  private static List<String> almostAssignments() {
    return List.of(
        "export PATH=/usr/local/bin:/usr/bin",
        "export GITHUB_TOKEN=$OTHER_TOKEN",
        "postgres://db.example.org:5432/main?application_name=a@b",
        "postgres://app@db.example.org/main",
        "https://example.org/a:b@c",
        "the password field is required",
        "password = input()",
        "password: \"short\"",
        "Authorization: Bearer short",
        "Authorization: Basic abc",
        "api_key = os.environ[\"API_KEY\"]",
        "api_key: too_short",
        "secret: tooshort",
        "access_token: short",
        "eyJhbGciOiJIUzI1NiJ9 alone is a header",
        "input_tokens: 12345678901234567890123456",
        "data:image/png;base64," + random(WORD + "+/", 400, 27));
  }

  private static MadeSecret bare(String family, String secret) {
    return new MadeSecret(family, "", secret, "", "", "");
  }

  private static MadeSecret assigned(String family, String name, String secret) {
    return new MadeSecret(family, name + "=", secret, "", name, "");
  }

  private static MadeSecret quoted(String family, String name, String secret) {
    return new MadeSecret(family, name + " = \"", secret, "\"", name, "");
  }

  private static MadeSecret shell(String family, String before, String secret) {
    return shell(family, before, secret, "");
  }

  private static MadeSecret shell(String family, String before, String secret, String after) {
    return new MadeSecret(family, before, secret, after, "", "");
  }

  private static MadeSecret header(String family, String scheme, String secret) {
    return new MadeSecret(family, "Authorization: " + scheme, secret, "", "Authorization", scheme);
  }

  private static String privateKey(String kind) {
    String body =
        new Random(kind.hashCode())
            .ints(12)
            .mapToObj(seed -> random(WORD + "+/", 64, seed))
            .collect(Collectors.joining("\n"));
    return "-----BEGIN "
        + kind
        + "PRIVATE"
        + " KEY-----\n"
        + body
        + "\n-----END "
        + kind
        + "PRIVATE"
        + " KEY-----";
  }

  private static String jwt() {
    return "ey"
        + "J"
        + random(WORD, 24, 28)
        + ".ey"
        + "J"
        + random(WORD, 60, 29)
        + "."
        + random(WORD, 43, 30);
  }

  private static String uuid(int seed) {
    return random(HEX, 8, seed) + "-4f89-41d3-9a0c-" + random(HEX, 12, seed + 100);
  }

  private static String random(String alphabet, int length, int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
