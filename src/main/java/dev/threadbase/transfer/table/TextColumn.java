package dev.threadbase.transfer.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts, each known by the number that it got when it was added. */
public final class TextColumn {

  /** Texts begin at multiples of it, so that an int reaches 16 GiB. */
  private static final int ALIGNMENT = 8;

  private static final long LONGEST = (long) Integer.MAX_VALUE * ALIGNMENT;

  /** No UTF-8 holds it. */
  private static final byte IN_CHARS = (byte) 0xff;

  private final Scratch scratch;
  private final List<ByteBuffer> pages = new ArrayList<>();
  private long end;

  /** Begins with no text. */
  public TextColumn(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Adds a text; returns its number. */
  public int add(String text) {
    return add(encoded(text));
  }

  /** The text of a number. */
  public String get(int number) {
    byte[] bytes = bytes(number);
    if (bytes.length == 0 || bytes[0] != IN_CHARS) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice().asCharBuffer().toString();
  }

  int add(byte[] encoded) {
    long at = end;
    if (at + Integer.BYTES + encoded.length > LONGEST) {
      throw new IllegalStateException("the texts take more than 16 GiB");
    }
    write(at, ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
    write(at + Integer.BYTES, encoded);
    end = (at + Integer.BYTES + encoded.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return (int) (at / ALIGNMENT);
  }

  byte[] bytes(int number) {
    long at = (long) number * ALIGNMENT;
    int length = ByteBuffer.wrap(read(at, Integer.BYTES)).getInt();
    return read(at + Integer.BYTES, length);
  }

  private void write(long at, byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      int page = (int) ((at + done) / Scratch.PAGE);
      int from = (int) ((at + done) % Scratch.PAGE);
      if (page == pages.size()) {
        pages.add(scratch.page());
      }
      int count = Math.min(bytes.length - done, Scratch.PAGE - from);
      pages.get(page).put(from, bytes, done, count);
      done += count;
    }
  }

  private byte[] read(long at, int length) {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int from = (int) ((at + done) % Scratch.PAGE);
      int count = Math.min(length - done, Scratch.PAGE - from);
      pages.get((int) ((at + done) / Scratch.PAGE)).get(from, bytes, done, count);
      done += count;
    }
    return bytes;
  }

  /** The bytes of a text: no two texts have the same, not even if they hold half a character. */
  static byte[] encoded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
      return utf8;
    }
    ByteBuffer chars = ByteBuffer.allocate(1 + text.length() * Character.BYTES).put(IN_CHARS);
    text.chars().forEach(c -> chars.putChar((char) c));
    return chars.array();
  }
}
