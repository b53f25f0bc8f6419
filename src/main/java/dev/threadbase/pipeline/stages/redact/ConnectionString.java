package dev.threadbase.pipeline.stages.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The address of a database with a user and a password: all of it is replaced. */
final class ConnectionString implements Finder {

  private static final Set<String> SCHEMES =
      Set.of(
          "mongodb",
          "postgres",
          "postgresql",
          "mysql",
          "mariadb",
          "redis",
          "rediss",
          "amqp",
          "amqps",
          "mssql",
          "sqlserver");
  private static final int LONGEST = 1 << 12;
  private static final String ENDS = "\"'`<>\\|";
  private static final int LONGEST_REST = 128;
  private static final String NOT_LAST = ".,;:!?)]}";

  /** The schemes, each with what must follow. */
  static List<Keyword> keywords() {
    return SCHEMES.stream()
        .sorted()
        .flatMap(scheme -> Stream.of(scheme + "://", scheme + "+"))
        .map(Keyword::anyCase)
        .toList();
  }

  @Override
  public @Nullable Span find(View view, int at) {
    String text = view.text();
    int scheme = at;
    while (scheme < text.length() && Characters.isWord(text.charAt(scheme))) {
      scheme++;
    }
    int authority = authority(text, scheme);
    if (authority < 0
        || !Characters.isStart(text, at)
        || !SCHEMES.contains(text.substring(at, scheme).toLowerCase(Locale.ROOT))) {
      return null;
    }
    int end = end(text, authority);
    if (isWithinPassword(text, authority, end)) {
      int sign = signBehind(text, end);
      end = sign < 0 ? end : end(text, sign);
    }
    if (!hasPassword(text, authority, end)) {
      return null;
    }
    while (NOT_LAST.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return new Span(at, end);
  }

  // postgresql+asyncpg://
  private static int authority(String text, int scheme) {
    int at = scheme;
    if (at < text.length() && text.charAt(at) == '+') {
      at++;
      while (Characters.isWordAt(text, at)) {
        at++;
      }
    }
    return text.startsWith("://", at) ? at + 3 : -1;
  }

  private static int end(String text, int from) {
    int end = from;
    int last = Math.min(text.length(), from + LONGEST);
    while (end < last && !ends(text.charAt(end))) {
      end++;
    }
    return end;
  }

  // user:pass"word@host. What has digits only is a port.
  private static boolean isWithinPassword(String text, int from, int end) {
    String begun = text.substring(from, end);
    int colon = begun.indexOf(':');
    return colon >= 0
        && begun.indexOf('@') < 0
        && (colon + 1 == begun.length()
            || !begun.substring(colon + 1).chars().allMatch(Character::isDigit));
  }

  // A quote with a sign behind it ends the string that holds the address.
  private static int signBehind(String text, int from) {
    int last = Math.min(text.length(), from + LONGEST_REST);
    for (int at = from; at < last && text.charAt(at) > ' '; at++) {
      char c = text.charAt(at);
      if (c == '@') {
        return at;
      }
      boolean ended =
          "\"'`".indexOf(c) >= 0 && at + 1 < last && ",:;)]}".indexOf(text.charAt(at + 1)) >= 0;
      if (ended) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean ends(char c) {
    return c <= ' ' || ENDS.indexOf(c) >= 0;
  }

  private static boolean hasPassword(String text, int from, int end) {
    int path = from;
    while (path < end && "/?#".indexOf(text.charAt(path)) < 0) {
      path++;
    }
    int colon = Characters.find(text, ':', from, path);
    if (colon == path || colon + 1 == end) {
      return false;
    }
    boolean isPort = text.substring(colon + 1, path).chars().allMatch(Character::isDigit);
    int at = end - 1;
    while (at > colon && text.charAt(at) != '@') {
      at--;
    }
    if (at == colon) {
      // A text that was torn may have lost the rest.
      return end == text.length() && path == end && !isPort;
    }
    // A password may hold a slash; host:5432/main?mail=a@b holds no password.
    return at > colon + 1 && (at < path || !isPort);
  }
}
