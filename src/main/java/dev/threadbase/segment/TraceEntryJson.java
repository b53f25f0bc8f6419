package dev.threadbase.segment;

/** {@link TraceEntry} as JSON. */
@SuppressWarnings("DoNotCallSuggester")
final class TraceEntryJson {

  private TraceEntryJson() {}

  static String write(TraceEntry entry) {
    throw new UnsupportedOperationException(entry.toString());
  }

  static TraceEntry read(String json) {
    throw new UnsupportedOperationException(Integer.toString(json.length()));
  }
}
