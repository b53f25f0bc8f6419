package dev.threadbase.conversation.export;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Where an export goes; a failure there is unchecked, whoever writes. */
final class Sink implements Appendable {

  private final Appendable out;

  Sink(Appendable out) {
    this.out = out;
  }

  @Override
  public Sink append(CharSequence text) {
    try {
      out.append(text);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Sink append(CharSequence text, int start, int end) {
    return append(text.subSequence(start, end));
  }

  @Override
  public Sink append(char c) {
    return append(String.valueOf(c));
  }
}
