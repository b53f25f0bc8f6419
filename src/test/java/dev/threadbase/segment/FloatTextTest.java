package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 32-bit floating-point numbers in the fewest digits. */
class FloatTextTest {

  private static final long SEED = 7;

  @ParameterizedTest
  @CsvSource({
    "0.7, 0.7",
    "0.30000001, 0.3",
    "0.1, 0.1",
    "1, 1.0",
    "0, 0.0",
    "-0.0, -0.0",
    "-1.5, -1.5",
    "100, 100.0",
    "3.14159274, 3.1415927",
    "16777216, 16777216.0",
    "2329973.75, 2329973.8",
    "22176.4375, 22176.438",
    "9.8607613e-32, 9.8607613e-32",
    "1.26217745e-29, 1.2621775e-29",
    "1.5474251e26, 1.5474251e26",
    "123456.789, 123456.79",
    "1e12, 1000000000000.0",
    "9999999e6, 9999999000000.0",
    "1e13, 1e13",
    "1e16, 1e16",
    "2e22, 2e22",
    "0.001, 0.001",
    "0.00001, 0.00001",
    "0.0000012, 0.0000012",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "-0.00000015, -1.5e-7",
    "3.4028235e38, 3.4028235e38",
    "1.17549435e-38, 1.1754944e-38",
    "1e-45, 1e-45",
    "3e-45, 3e-45",
    "2.3509887e-38, 2.3509887e-38",
    "4.7683716e-7, 4.7683716e-7"
  })
  void writesTheShortestTextThatIsReadBack(String read, String written) {
    assertThat(FloatText.of(Float.parseFloat(read))).isEqualTo(written);
  }

  @Test
  void everyTextIsReadBackAndNoShorterOneWouldBe() {
    Random random = new Random(SEED);
    for (int run = 0; run < 20_000; run++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        String text = FloatText.of(value);
        assertThat(Float.parseFloat(text)).as(text).isEqualTo(value);
        assertThat((float) Double.parseDouble(text)).as(text).isEqualTo(value);
        assertThat(digits(text)).as(text).isLessThanOrEqualTo(digits(Float.toString(value)));
      }
    }
  }

  @Test
  void bordersBetweenTheExponentsAreReadBack() {
    for (int exponent = Float.MIN_EXPONENT - 23; exponent <= Float.MAX_EXPONENT; exponent++) {
      float power = Math.scalb(1f, exponent);
      for (float value : new float[] {Math.nextDown(power), power, Math.nextUp(power)}) {
        assertThat(Float.parseFloat(FloatText.of(value))).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e39", "-1e400", "'0.5'", "true", "[]"})
  void numberThatIsNotFiniteOrNoNumberIsRefused(String number) {
    String line =
        "{\"kind\":\"config_changed\",\"ts\":1,\"config\":{\"stop_sequences\":[],\"top_p\":"
            + number.replace('\'', '"')
            + "}}";
    assertThatThrownBy(() -> LogEntry.parse(line))
        .isInstanceOf(ThreadbaseException.InvalidData.class)
        .hasMessageContaining("field `top_p` must be a 32-bit floating-point number");
  }

  @Test
  void configurationTakesOnlyNumbersOfItsRange() {
    assertThatThrownBy(() -> RequestConfig.DEFAULT.withTemperature(Float.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RequestConfig.DEFAULT.withTopP(Float.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RequestConfig.DEFAULT.withTopK(-1L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RequestConfig.DEFAULT.withMaxTokens(4294967296L))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }
}
