package dev.threadbase.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON, beside what a library for JSON writes of them. */
class JsonBytesTest {

  private static final int LONGER_THAN_EVERY_BUFFER = 200_000;

  private static byte[] written(Consumer<JsonBytes> values) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    JsonBytes json = new JsonBytes(output);
    values.accept(json);
    json.flush();
    return output.toByteArray();
  }

  private static byte[] expected(Consumer<JsonGenerator> value) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(output)) {
      value.accept(json);
    }
    return output.toByteArray();
  }

  private static void checkText(String text) {
    assertThat(written(json -> json.text(text)))
        .isEqualTo(expected(json -> json.writeString(text)));
  }

  @Test
  void everyCharacterIsWrittenAsTheLibraryWritesIt() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c);
      }
    }
    checkText(all.toString());
    checkText("");
  }

  @Test
  void aPairOfSurrogatesIsNotTornApartWhereverItStands() {
    checkText("😀".repeat(LONGER_THAN_EVERY_BUFFER));
    checkText("a" + "😀".repeat(LONGER_THAN_EVERY_BUFFER));
  }

  @Test
  void textsOfAnyLengthAndMixtureFollowEachOther() {
    Random random = new Random(7);
    String alphabet = "abcdefghijklmnopqrstuvwxyz \"\\\né漢";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LONGER_THAN_EVERY_BUFFER; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    StringBuilder texts = new StringBuilder();
    byte[] written =
        written(
            json -> {
              for (int length = 1; length < text.length(); length *= 3) {
                String part = text.substring(0, length);
                json.text(part);
                texts.append(
                    new String(
                        expected(target -> target.writeString(part)), StandardCharsets.UTF_8));
              }
            });
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(texts.toString());
  }

  @Test
  void numbersBytesAndNothing() {
    byte[] bytes = new byte[LONGER_THAN_EVERY_BUFFER];
    new Random(7).nextBytes(bytes);
    assertThat(written(json -> json.binary(bytes)))
        .isEqualTo(expected(json -> json.writeBinary(bytes)));
    assertThat(written(json -> json.number(Long.MIN_VALUE)))
        .asString()
        .isEqualTo("" + Long.MIN_VALUE);
    assertThat(written(JsonBytes::nothing)).asString().isEqualTo("null");
  }

  @Test
  void aStreamThatFailsIsSaid() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    JsonBytes json = new JsonBytes(full);
    json.number(1);
    assertThatThrownBy(json::flush).isInstanceOf(UncheckedIOException.class);
  }
}
