package dev.threadbase.segment;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a width, as the reference reads them: a whole number has no sign that it does not
 * need, no fraction and no exponent. Null is what a value is that is not such a number.
 */
final class WireNumbers {

  private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,20}");
  private static final Pattern SIGNED = Pattern.compile("0|-?[1-9][0-9]{0,9}");

  private WireNumbers() {}

  /** An unsigned 64-bit number, as its bits. */
  static @Nullable Long unsigned64(JsonValue value) {
    if (value instanceof JsonValue.Num number && UNSIGNED.matcher(number.literal()).matches()) {
      BigInteger wide = new BigInteger(number.literal());
      return wide.bitLength() <= Long.SIZE ? Long.valueOf(wide.longValue()) : null;
    }
    return null;
  }

  static @Nullable Long unsigned32(JsonValue value) {
    Long wide = unsigned64(value);
    return wide != null && wide >= 0 && wide <= Ranges.U32_MAX ? wide : null;
  }

  static @Nullable Integer signed32(JsonValue value) {
    if (value instanceof JsonValue.Num number && SIGNED.matcher(number.literal()).matches()) {
      long wide = Long.parseLong(number.literal());
      return wide == (int) wide ? (int) wide : null;
    }
    return null;
  }

  /** A finite number; narrowed from 64 bits, as the reference does it. */
  static @Nullable Float float32(JsonValue value) {
    if (value instanceof JsonValue.Num number) {
      float narrow = (float) Double.parseDouble(number.literal());
      return Float.isFinite(narrow) ? Float.valueOf(narrow) : null;
    }
    return null;
  }
}
