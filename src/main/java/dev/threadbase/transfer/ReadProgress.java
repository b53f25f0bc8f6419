package dev.threadbase.transfer;

import java.util.function.LongConsumer;

/**
 * Tells the listener of an import about a file that is read more than once: every reading takes
 * half of what those before it left, the last one all of it.
 */
final class ReadProgress {

  private final LongConsumer listener;
  private int readings;
  private long told;

  ReadProgress(LongConsumer listener) {
    this.listener = listener;
  }

  /** Takes the bytes of a reading that begins now, and that another one follows. */
  LongConsumer reading() {
    readings++;
    return new Reading(readings);
  }

  /** Takes those of the last reading. */
  LongConsumer lastReading() {
    return new Reading(readings);
  }

  /** Tells what is left of a file that was dealt with, so that in all its length was told. */
  void finish(long length) {
    tell(length - told);
  }

  private void tell(long bytes) {
    if (bytes > 0) {
      told += bytes;
      listener.accept(bytes);
    }
  }

  private final class Reading implements LongConsumer {
    private final int halvings;
    private long read;
    private long toldOfIt;

    Reading(int halvings) {
      this.halvings = halvings;
    }

    @Override
    public void accept(long bytes) {
      read += bytes;
      long due = (read >> halvings) - toldOfIt;
      toldOfIt += due;
      tell(due);
    }
  }
}
