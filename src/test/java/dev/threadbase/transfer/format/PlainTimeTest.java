package dev.threadbase.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read here is what Java's own parser reads. */
class PlainTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T09:00:00Z",
        "2024-02-29T23:59:59.5Z",
        "1970-01-01T00:00:00.000000001Z",
        "2026-03-01T09:00:00.120Z",
        "0000-12-31T00:00:00.999999999Z"
      })
  void aPlainTimeIsWhatJavaReads(String text) {
    assertThat(PlainTime.of(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-03-01T09:00Z",
        "2026-03-01T09:00:00",
        "2026-03-01T09:00:00.Z",
        "2026-03-01T09:00:00,5Z",
        "2026-03-01T09:00:00.1234567890Z",
        "2026-03-01T09:00:00.1+5Z",
        "2026-03-01T09:00:00+01:00",
        "2026-03-01t09:00:00z",
        "+2026-03-01T09:00:00Z",
        "2026-03-01T09:00:0xZ"
      })
  void anotherFormIsLeftToJava(String text) {
    assertThat(PlainTime.of(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T09:00:60Z"
      })
  void whatIsNoTimeIsNoneForJavaEither(String text) {
    assertThatThrownBy(() -> PlainTime.of(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
