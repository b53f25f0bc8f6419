package dev.threadbase.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret that was made up, and the places it is hidden in. It is put together at run time: no
 * source holds one.
 *
 * @param family the rule that knows it, by name
 * @param before what stands before it in a text
 * @param secret what must not be seen again
 * @param after what stands behind it in a text
 * @param member the name of a member of a JSON object that would hold it
 * @param scheme what stands before it in such a member
 */
public record MadeSecret(
    String family, String before, String secret, String after, String member, String scheme) {

  /** Where in a line it stands. */
  public enum Hiding {
    /** A line that is no JSON. */
    PLAIN_LINE,
    /** The text of an entry. */
    TEXT,
    /** A text of which every character is written as an escape. */
    UNICODE_ESCAPES,
    /** A text with every slash escaped. */
    ESCAPED_SLASHES,
    /** JSON in a string. */
    ESCAPED_ONCE,
    /** JSON in a string of JSON in a string. */
    ESCAPED_TWICE,
    /** And once more. */
    ESCAPED_THRICE,
    /** Escaped JSON in the middle of a text, so that the string as a whole is no JSON. */
    ESCAPED_IN_PROSE,
    /** A member of structured tool arguments. */
    TOOL_ARGUMENTS,
    /** The same arguments, as a list of names and values. */
    NAMES_AND_VALUES,
    /** Cut in two in the middle, in two parts of a content. */
    CONTENT_PARTS,
    /** In two parts of a content, cut within the word that tells of it, if that is part of it. */
    TORN_PARTS,
    /** So cut in two parts of what was thought. */
    THINKING_PARTS,
    /** In two objects with a content each. */
    CONTENTS,
    /** In a text and in the content of the result of a tool behind it. */
    MIXED_PARTS,
    /** In two parts of a content, with more than one blank behind the names of members. */
    SPACED_PARTS,
    /** In two parts of a content that is JSON in a string. */
    ESCAPED_PARTS,
    /** Cut in three, in an array of strings. */
    STRING_PARTS,
    /** So cut in two, in an array of strings that begins with blanks. */
    SPACED_STRINGS,
    /** And in one that begins with something else. */
    STRINGS_BEHIND_NULL,
    /** A line that ends right behind it. */
    TORN_LINE
  }

  private static final String TEXT_PART = "{\"type\":\"text\",\"text\":%s}";
  private static final String THINKING_PART = "{\"type\":\"thinking\",\"thinking\":%s}";
  private static final String RESULT_PART = "{\"type\":\"tool_result\",\"content\":%s}";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The secret in a sentence. */
  public String text() {
    return "Please look: " + before + secret + after + " is what I use.";
  }

  /** The strings that must be nowhere once it is redacted: the longer words of the secret. */
  public List<String> traces() {
    List<String> words =
        Arrays.stream(secret.split("[^A-Za-z0-9]+"))
            .filter(word -> word.length() >= 8)
            .distinct()
            .toList();
    return words.isEmpty() ? List.of(secret) : words;
  }

  /** Whether any of it is to be seen. */
  public boolean isSeenIn(String anything) {
    return traces().stream().anyMatch(anything::contains);
  }

  /** A line, without its end, that hides it. */
  public String line(Hiding hiding) {
    return switch (hiding) {
      case PLAIN_LINE -> text().replace("\n", "\\n");
      case TEXT -> entry(quoted(text()));
      case UNICODE_ESCAPES -> entry('"' + unicode(text()) + '"');
      case ESCAPED_SLASHES -> entry(quoted(text()).replace("/", "\\/"));
      case ESCAPED_ONCE -> tool(escaped(1));
      case ESCAPED_TWICE -> tool(escaped(2));
      case ESCAPED_THRICE -> tool(escaped(3));
      case ESCAPED_IN_PROSE -> entry(quoted("It said: " + quoted(escaped(1)) + " and no more"));
      case TOOL_ARGUMENTS -> tool(arguments());
      case NAMES_AND_VALUES -> tool(namesAndValues());
      case CONTENT_PARTS -> entry(parts(secret.length() / 2, TEXT_PART, TEXT_PART));
      case TORN_PARTS -> entry(parts(TEXT_PART, TEXT_PART));
      case THINKING_PARTS -> entry(parts(THINKING_PART, THINKING_PART));
      case CONTENTS -> entry(parts("{\"content\":%s}", "{\"content\":%s}"));
      case MIXED_PARTS -> entry(parts(TEXT_PART, RESULT_PART));
      case SPACED_PARTS -> entry(parts("{\"text\"  :  %s}", "{\"text\"\t\t: %s}"));
      case ESCAPED_PARTS -> tool(quoted(parts(TEXT_PART, TEXT_PART)));
      case STRING_PARTS -> tool("{\"lines\":" + stringParts() + "}");
      case SPACED_STRINGS -> tool("{\"lines\":" + parts("  %s", " %s") + "}");
      case STRINGS_BEHIND_NULL -> tool("{\"lines\":" + parts("null,%s", "%s") + "}");
      case TORN_LINE -> torn();
    };
  }

  /** A line of about so many bytes that hides it in the middle of a text. */
  public String longLine(int bytes) {
    String half = "All work and no play. ".repeat(bytes / 44);
    return entry(quoted(half + text() + half));
  }

  private static String entry(String content) {
    return "{\"type\":\"assistant\",\"content\":"
        + content
        + ",\"seq\":4,\"timestamp\":\"2026-02-03T09:15:04.123456789Z\"}";
  }

  private static String tool(String input) {
    return "{\"type\":\"tool\",\"tool_name\":\"Bash\",\"tool_input\":"
        + input
        + ",\"tool_use_id\":\"toolu_01A09q90qw90lq917835lq9\",\"seq\":5}";
  }

  private String arguments() {
    String command = JSON.writeValueAsString(Map.of("command", text()));
    return member.isEmpty()
        ? command
        : "{\"timeout\":30,\"env\":{" + quoted(member) + ": " + quoted(scheme + secret) + "}}";
  }

  private String namesAndValues() {
    return member.isEmpty()
        ? "[[" + quoted(text()) + "]]"
        : "{\"headers\":[{\"name\":\"Accept\",\"value\":\"*/*\"},{\"name\":"
            + quoted(member)
            + ",\"value\":"
            + quoted(scheme + secret)
            + "}]}";
  }

  private String escaped(int times) {
    String json = arguments();
    for (int i = 0; i < times; i++) {
      json = i == 0 ? quoted(json) : quoted("{\"arguments\":" + json + "}");
    }
    return json;
  }

  private String parts(String first, String second) {
    return parts(before.isEmpty() ? 2 : secret.length() / 2, first, second);
  }

  private String parts(int cut, String first, String second) {
    int middle = text().indexOf(secret) + cut;
    return "["
        + first.formatted(quoted(text().substring(0, middle)))
        + ","
        + second.formatted(quoted(text().substring(middle)))
        + "]";
  }

  private String stringParts() {
    int third = text().indexOf(secret) + secret.length() / 3;
    int twoThirds = text().indexOf(secret) + secret.length() * 2 / 3;
    return "["
        + quoted(text().substring(0, third))
        + ", "
        + quoted(text().substring(third, twoThirds))
        + ", "
        + quoted(text().substring(twoThirds))
        + "]";
  }

  private String torn() {
    String whole = entry(quoted(text()));
    String end = quoted(secret);
    int at = whole.indexOf(end.substring(1, end.length() - 1));
    return whole.substring(0, at + end.length() - 2);
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  private static String unicode(String text) {
    StringBuilder escapes = new StringBuilder();
    text.chars().forEach(c -> escapes.append(String.format("\\u%04x", c)));
    return escapes.toString();
  }

  /** What {@link #line} gives, in bytes and with a line end. */
  public byte[] bytes(Hiding hiding) {
    return (line(hiding) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "MadeSecret[" + family + "]";
  }
}
