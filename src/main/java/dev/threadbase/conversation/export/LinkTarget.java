package dev.threadbase.conversation.export;

import java.util.List;

/** Where links may lead. */
final class LinkTarget {

  private static final List<String> SCHEMES = List.of("http://", "https://", "mailto:");

  private LinkTarget() {}

  /** Whether a link can be followed from a file on any device. */
  static boolean isOpen(String target) {
    return SCHEMES.stream()
        .anyMatch(scheme -> target.regionMatches(true, 0, scheme, 0, scheme.length()));
  }

  /** Whether a target names no scheme, so that it is a place beside the document. */
  static boolean isBeside(String target) {
    int colon = target.indexOf(':');
    int path = 0;
    while (path < target.length() && "/?#".indexOf(target.charAt(path)) < 0) {
      path++;
    }
    return colon < 0 || path < colon;
  }
}
