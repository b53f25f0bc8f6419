package dev.threadbase.cli;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Turn counts of logs, which are unsigned. */
final class Unsigned {

  private Unsigned() {}

  static BigInteger of(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  static @Nullable BigInteger orNull(@Nullable Long bits) {
    return bits == null ? null : of(bits);
  }

  static @Nullable String text(@Nullable BigInteger number) {
    return number == null ? null : number.toString();
  }
}
