package dev.threadbase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void linesComeWithTheirEnds() throws IOException {
    assertThat(pieces("one\ntwo\r\n\nlast", 100)).containsExactly("one\n", "two\r\n", "\n", "last");
    assertThat(pieces("", 100)).isEmpty();
  }

  @Test
  void aLongLineComesInPiecesAndTheNextOneWhole() throws IOException {
    assertThat(pieces("abcdefgh\nxy\nabcd\n", 4))
        .containsExactly("abcd", "efgh", "\n", "xy\n", "abcd", "\n");
  }

  @Test
  void aLimitMayBeAsLargeAsANumberCanBe() throws IOException {
    assertThat(pieces("a\nb\nc\n", Integer.MAX_VALUE)).containsExactly("a\n", "b\n", "c\n");
  }

  @Test
  void aPieceTellsWhetherItBeginsAndEndsALine() throws IOException {
    LineReader reader = new LineReader(stream("abcdef\nx"), 4);
    List<String> seen = new ArrayList<>();
    while (reader.next()) {
      seen.add(reader.length() + " " + reader.beginsLine() + " " + reader.endsLine());
    }
    assertThat(seen).containsExactly("4 true false", "3 false true", "1 true false");
  }

  @Test
  void allPiecesTogetherAreTheStreamHoweverItArrives() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(3_000);
      for (int i = 0; i < length; i++) {
        text.append(random.nextInt(9) == 0 ? '\n' : 'x');
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      int most = 1 + random.nextInt(50);
      InputStream dripping =
          new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
              return super.read(target, offset, Math.min(count, most));
            }
          };
      LineReader reader = new LineReader(dripping, 1 + random.nextInt(20));
      assertThat(String.join("", pieces(reader))).isEqualTo(text.toString());
    }
  }

  private static List<String> pieces(String text, int longest) throws IOException {
    return pieces(new LineReader(stream(text), longest));
  }

  private static List<String> pieces(LineReader reader) throws IOException {
    List<String> pieces = new ArrayList<>();
    while (reader.next()) {
      pieces.add(
          new String(reader.bytes(), reader.start(), reader.length(), StandardCharsets.UTF_8));
    }
    return pieces;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
