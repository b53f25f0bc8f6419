package dev.threadbase.pipeline.stages.redact;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as text and back, byte for byte, UTF-8 or not: a byte that is no part of a character
 * becomes the lone half of one, U+DC00 and the byte.
 */
final class LosslessText {

  private static final char REPLACEMENT = '\ufffd';
  private static final int ESCAPE = 0xdc00;

  private LosslessText() {}

  static String decode(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer source = ByteBuffer.wrap(bytes, from, length);
    CharBuffer target = CharBuffer.allocate(length);
    while (true) {
      CoderResult result = decoder.decode(source, target, true);
      if (result.isUnderflow()) {
        return target.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        target.put((char) (ESCAPE | (source.get() & 0xff)));
      }
    }
  }

  static byte[] encode(String text) {
    int lone = loneByte(text, 0);
    if (lone < 0) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer bytes = ByteBuffer.allocate(3 * text.length());
    int at = 0;
    while (lone >= 0) {
      bytes.put(text.substring(at, lone).getBytes(StandardCharsets.UTF_8));
      bytes.put((byte) text.charAt(lone));
      at = lone + 1;
      lone = loneByte(text, at);
    }
    bytes.put(text.substring(at).getBytes(StandardCharsets.UTF_8));
    byte[] encoded = new byte[bytes.flip().remaining()];
    bytes.get(encoded);
    return encoded;
  }

  private static int loneByte(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= (ESCAPE | 0x80)
          && c <= (ESCAPE | 0xff)
          && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        return i;
      }
    }
    return -1;
  }
}
