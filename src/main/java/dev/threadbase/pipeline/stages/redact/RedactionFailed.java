package dev.threadbase.pipeline.stages.redact;

/**
 * A model did not redact what it was given, so nothing of it goes on. The message says why, and
 * nothing of what the texts or the model said.
 */
public final class RedactionFailed extends Exception {

  private static final long serialVersionUID = 1L;

  RedactionFailed(String message) {
    super(message);
  }
}
