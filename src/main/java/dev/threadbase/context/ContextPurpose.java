package dev.threadbase.context;

/** What a context is for. The messages are the same; only the annotations differ. */
public enum ContextPurpose {
  /** To be sent to a provider. */
  PROVIDER_REQUEST("provider_request"),
  /** To be summarised. */
  COMPACTION("compaction"),
  /** To be shown: annotations carry a preview and references to artifacts. */
  UI("test_ui");

  private final String label;

  ContextPurpose(String label) {
    this.label = label;
  }

  /** The name as the reference writes it. */
  public String label() {
    return label;
  }
}
