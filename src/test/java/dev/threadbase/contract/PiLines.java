package dev.threadbase.contract;

/** Lines of a made session of pi. */
final class PiLines {

  static final String HEADER =
      "{\"type\":\"session\",\"version\":3,\"id\":\"s\",\"timestamp\":\"2026-03-01T09:00:00Z\",\"cwd\":\"/w\"}";

  private PiLines() {}

  /** What a user said behind another line; behind none, if its id is empty. */
  static String line(String id, String parent, String text) {
    String parentId = parent.isEmpty() ? "null" : "\"" + parent + "\"";
    return ("{\"type\":\"message\",\"id\":\"%s\",\"parentId\":%s,\"timestamp\":\"2026-03-01T09:00:01Z\","
            + "\"message\":{\"role\":\"user\",\"content\":\"%s\"}}")
        .formatted(id, parentId, text);
  }
}
