package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void showsControlCharactersAsSigns() {
    assertThat(Printable.line("a\u001b[31m\u0000\u007f\u009b\u202eb\u2066"))
        .isEqualTo("a␛[31m␀␡\ufffd\ufffdb\ufffd");
  }

  @Test
  void lineHasNoBreaksAndBlockKeepsThem() {
    assertThat(Printable.line("a\r\nb\tc\u2028d")).isEqualTo("a  b c d");
    assertThat(Printable.block("a\r\nb\tc\rd\u2028")).isEqualTo("a\nb\tc␍d\ufffd");
  }

  @Test
  void cutsWithoutHalvingAPair() {
    assertThat(Printable.cut("abcd", 4)).isEqualTo("abcd");
    assertThat(Printable.cut("abcde", 4)).isEqualTo("abc…");
    assertThat(Printable.cut("ab\ud83d\ude00cd", 4)).isEqualTo("ab…");
    assertThat(Printable.line("é日\ud83d\ude00")).isEqualTo("é日\ud83d\ude00");
  }
}
