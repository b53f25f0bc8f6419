package dev.threadbase.segment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * 32-bit floating-point numbers as text: the fewest digits that are read as the same number, in the
 * layout of the reference (serde_json by ryu). {@link Float#toString} has more digits than needed
 * for some numbers, and another layout.
 */
final class FloatText {

  private static final int ENOUGH_DIGITS = 9;
  private static final int LONGEST_WHOLE = 13;
  private static final int MOST_ZEROS = 5;

  private FloatText() {}

  static String of(float value) {
    String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
    return value == 0 ? sign + "0.0" : sign + layout(shortest(Math.abs(value)));
  }

  private static BigDecimal shortest(float value) {
    BigDecimal exact = new BigDecimal(value);
    // Below a power of two numbers stand closer, so that the nearest text may be another number's
    // while one that is farther away is not.
    List<RoundingMode> nearestFirst =
        List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP);
    for (int digits = 1; digits < ENOUGH_DIGITS; digits++) {
      for (RoundingMode mode : nearestFirst) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.floatValue() == value) {
          return rounded;
        }
      }
    }
    return exact.round(new MathContext(ENOUGH_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static String layout(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    String digits = stripped.unscaledValue().toString();
    int whole = digits.length() - stripped.scale();
    if (whole > LONGEST_WHOLE || whole <= -MOST_ZEROS - 1) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return digits.charAt(0) + fraction + "e" + (whole - 1);
    }
    if (whole <= 0) {
      return "0." + "0".repeat(-whole) + digits;
    }
    if (digits.length() <= whole) {
      return digits + "0".repeat(whole - digits.length()) + ".0";
    }
    return digits.substring(0, whole) + "." + digits.substring(whole);
  }
}
