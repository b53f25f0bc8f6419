package dev.threadbase.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON values as their text spells them: with the members in their order, repeated ones too, and
 * numbers digit by digit; only the space between tokens goes. Only for text that was read as JSON
 * already.
 */
public final class RawText {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String json;
  private int at;

  private RawText(String json) {
    this.json = json;
  }

  /** The text of a line, without the byte order mark that a file may begin with. */
  public static String ofLine(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
  }

  /** A JSON text without space between its tokens. */
  public static String compact(String json) {
    StringBuilder compact = null;
    int copied = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        i = endOfString(json, i);
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        compact = compact == null ? new StringBuilder(json.length()) : compact;
        compact.append(json, copied, i);
        copied = i + 1;
      }
    }
    return compact == null ? json : compact.append(json, copied, json.length()).toString();
  }

  /** The quote that ends a string. */
  private static int endOfString(String json, int start) {
    int end = json.indexOf('"', start + 1);
    while (isEscaped(json, end)) {
      end = json.indexOf('"', end + 1);
    }
    return end;
  }

  private static boolean isEscaped(String json, int at) {
    int slash = at;
    while (json.charAt(slash - 1) == '\\') {
      slash--;
    }
    return (at - slash) % 2 == 1;
  }

  /** The members of a compact object, each as text; of several with one name the last. */
  public static Map<String, String> members(String compact) {
    Map<String, String> members = new LinkedHashMap<>();
    RawText text = new RawText(compact);
    for (text.at = 1; compact.charAt(text.at) != '}'; text.skip(',')) {
      String name = text.value();
      text.skip(':');
      members.put(JsonMapper.shared().readValue(name, String.class), text.value());
    }
    return members;
  }

  /** The elements of a compact array, each as text. */
  public static List<String> elements(String compact) {
    List<String> elements = new ArrayList<>();
    RawText text = new RawText(compact);
    for (text.at = 1; compact.charAt(text.at) != ']'; text.skip(',')) {
      elements.add(text.value());
    }
    return elements;
  }

  private void skip(char separator) {
    if (json.charAt(at) == separator) {
      at++;
    }
  }

  private String value() {
    int start = at;
    int depth = 0;
    while (at < json.length()) {
      char c = json.charAt(at);
      if (depth == 0 && at > start && (c == ',' || c == ':')) {
        break;
      }
      if (c == '}' || c == ']') {
        if (depth == 0) {
          break;
        }
        depth--;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '"') {
        at = endOfString(json, at);
      }
      at++;
    }
    return json.substring(start, at);
  }
}
