package dev.threadbase.segment;

/** {@link RestoredState} as JSON. */
@SuppressWarnings("DoNotCallSuggester")
final class RestoredStateJson {

  private RestoredStateJson() {}

  static String write(RestoredState state) {
    throw new UnsupportedOperationException(state.toString());
  }
}
