package dev.threadbase.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Titles are cut between words and never inside a character. */
class AutoTitleTest {

  @Test
  void aShortMessageIsTheTitle() {
    assertThat(AutoTitle.of("How do I fork?")).isEqualTo("How do I fork?");
    assertThat(AutoTitle.of(" two\n\tlines ")).isEqualTo("two lines");
    assertThat(AutoTitle.of(" \n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"59,false", "60,false", "61,true"})
  void sixtyCharactersFit(int length, boolean cut) {
    assertThat(AutoTitle.of("x".repeat(length)).endsWith("…")).isEqualTo(cut);
  }

  @Test
  void aLongMessageIsCutBehindAWord() {
    String title =
        AutoTitle.of("please explain the difference between a thread and a session here");
    assertThat(title).isEqualTo("please explain the difference between a thread and a session…");
    assertThat(AutoTitle.of("please explain the difference between a thread and some sessions"))
        .isEqualTo("please explain the difference between a thread and some…");
    assertThat(title.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(65);
  }

  @Test
  void aWordThatEndsTooEarlyIsNoPlaceToCut() {
    String title = AutoTitle.of("short " + "x".repeat(80));
    assertThat(title).isEqualTo("short " + "x".repeat(54) + "…");
  }

  @Test
  void noCharacterIsTorn() {
    String emoji = "😀".repeat(70);
    assertThat(AutoTitle.of(emoji)).isEqualTo("😀".repeat(60) + "…");
    assertThat(AutoTitle.of("日本語".repeat(30))).hasSize(61);
  }

  @Test
  void whatNoDatabaseStoresIsReplaced() {
    assertThat(AutoTitle.of("a\u0000b \uD83D c")).isEqualTo("a b \uFFFD c");
  }
}
