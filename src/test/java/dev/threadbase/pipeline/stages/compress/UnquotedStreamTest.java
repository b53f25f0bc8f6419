package dev.threadbase.pipeline.stages.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnquotedStreamTest {

  private static final String[] PIECES = {
    "a",
    "é",
    "€",
    "😀",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b\\f\\r\\t",
    "\\u0041",
    "\\u00e9",
    "\\u20AC",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "\\ud83d\\n",
    "\\ud83d\\ud83d\\ude00"
  };

  @Test
  void itSaysWhatAParserReads() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      StringBuilder json = new StringBuilder("\"");
      int pieces = random.nextInt(2_000);
      for (int i = 0; i < pieces; i++) {
        json.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String read = Entries.read(json.append('"').toString()).asString();
      assertThat(unquoted(json + ",\"more\":\"x\"}")).isEqualTo(whole(read));
    }
  }

  private static String unquoted(String json) throws IOException {
    InputStream source = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    source.skipNBytes(1);
    return new String(new UnquotedStream(source).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String whole(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
