package dev.threadbase.transfer;

import dev.threadbase.transfer.SourceLines.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An archived original, line by line, written as far as it says what is stored now. Lines that are
 * no records go with the record behind them; what the original was torn in goes only if nothing
 * comes behind it.
 */
final class OriginalLines {

  private final List<String> hashes;
  private final Function<Line, @Nullable String> hashOf;
  private final OutputStream output;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final ByteArrayOutputStream between = new ByteArrayOutputStream();
  private byte[] torn = {};
  private long number;
  private int matched;
  private boolean broken;
  private boolean atLineStart = true;

  /**
   * Begins.
   *
   * @param hashes of what is stored, in order
   * @param hashOf the hash of what a line is stored as; null for a line that is no record
   */
  OriginalLines(List<String> hashes, Function<Line, @Nullable String> hashOf, OutputStream output) {
    this.hashes = hashes;
    this.hashOf = hashOf;
    this.output = output;
  }

  /** Takes the next bytes of the original. */
  void bytes(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length && !broken; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, from, i + 1 - from);
        from = i + 1;
        take(true);
      }
    }
    begun.write(bytes, from, broken ? 0 : bytes.length - from);
  }

  private void take(boolean ended) {
    Line line = new Line(++number, begun.toByteArray(), ended);
    begun.reset();
    String hash = hashOf.apply(line);
    if (hash == null) {
      if (ended) {
        between.writeBytes(line.bytes());
      } else {
        torn = line.bytes();
      }
    } else if (matched < hashes.size() && hashes.get(matched).equals(hash)) {
      matched++;
      write(between.toByteArray());
      between.reset();
      write(line.bytes());
    } else {
      broken = true;
    }
  }

  /** Ends the original. */
  void end() {
    if (!broken && begun.size() > 0) {
      take(false);
    }
    if (!broken) {
      write(between.toByteArray());
      write(matched == hashes.size() ? torn : new byte[0]);
    }
  }

  private void write(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    try {
      output.write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    atLineStart = bytes[bytes.length - 1] == '\n';
  }

  /** How many of the records were in the original. */
  int matched() {
    return matched;
  }

  /** Whether the next line can begin. */
  boolean isAtLineStart() {
    return atLineStart;
  }
}
