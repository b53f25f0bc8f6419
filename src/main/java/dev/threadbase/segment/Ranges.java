package dev.threadbase.segment;

import org.jspecify.annotations.Nullable;

/** Numbers that are narrower than their Java type. */
final class Ranges {

  static final long U32_MAX = 0xFFFF_FFFFL;

  private Ranges() {}

  /** Refuses what is no unsigned 32-bit number. */
  static void checkU32(@Nullable Long value, String name) {
    if (value != null && (value < 0 || value > U32_MAX)) {
      throw new IllegalArgumentException(name + " is outside of 0.." + U32_MAX + ": " + value);
    }
  }

  /** Refuses what JSON has no number for. */
  static void checkFinite(@Nullable Float value, String name) {
    if (value != null && !Float.isFinite(value)) {
      throw new IllegalArgumentException(name + " is not finite: " + value);
    }
  }
}
