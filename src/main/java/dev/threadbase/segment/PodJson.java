package dev.threadbase.segment;

/** What is kept of pods, as JSON. */
@SuppressWarnings("DoNotCallSuggester")
final class PodJson {

  private PodJson() {}

  static String write(PodScopeSnapshot scope) {
    throw new UnsupportedOperationException(scope.toString());
  }

  static String write(PodMetadata metadata) {
    throw new UnsupportedOperationException(metadata.toString());
  }

  static PodScopeSnapshot readScope(String json) {
    throw new UnsupportedOperationException(Integer.toString(json.length()));
  }

  static PodMetadata readMetadata(String json) {
    throw new UnsupportedOperationException(Integer.toString(json.length()));
  }
}
