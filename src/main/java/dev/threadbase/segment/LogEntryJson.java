package dev.threadbase.segment;

/** {@link LogEntry} as JSON. */
@SuppressWarnings("DoNotCallSuggester")
final class LogEntryJson {

  private LogEntryJson() {}

  static String write(LogEntry entry) {
    throw new UnsupportedOperationException(entry.toString());
  }

  static LogEntry read(String json) {
    throw new UnsupportedOperationException(Integer.toString(json.length()));
  }
}
