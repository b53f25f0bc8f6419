package dev.threadbase.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A file as it may be found: cut, mixed with another, in another encoding, or with values changed.
 */
final class DamagedBytes {

  private static final List<byte[]> INTRUDERS =
      List.of(
          new byte[] {0},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
          new byte[] {(byte) 0xff, (byte) 0xfe},
          new byte[] {'\r'},
          new byte[] {'\n'},
          new byte[] {'"'},
          new byte[] {'{'},
          new byte[] {'}'},
          new byte[] {'\\'});

  private final Random random;

  DamagedBytes(Random random) {
    this.random = random;
  }

  /**
   * Damages a file once or several times.
   *
   * @param other a file to mix it with
   */
  byte[] of(byte[] file, byte[] other) {
    byte[] damaged = file;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      damaged = once(damaged, other);
    }
    return damaged;
  }

  private byte[] once(byte[] file, byte[] other) {
    return switch (random.nextInt(16)) {
      case 0 -> noise();
      case 1 -> flipped(file);
      case 2 -> Arrays.copyOf(file, place(file));
      case 3 -> cutInside(file);
      case 4 -> joined(interleaved(lines(file), lines(other)));
      case 5 -> joined(reordered(lines(file)));
      case 6 -> inserted(file);
      case 7 -> reencoded(file);
      case 8 -> spliced(file, other);
      default -> withLineChanged(file);
    };
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] flipped(byte[] file) {
    byte[] flipped = file.clone();
    for (int i = random.nextInt(20); i >= 0 && flipped.length > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** A place in a file: anywhere, or at or beside a line end. */
  private int place(byte[] file) {
    int at = random.nextInt(file.length + 1);
    if (random.nextBoolean()) {
      while (at < file.length && file[at] != '\n') {
        at++;
      }
      at = Math.min(file.length, at + random.nextInt(2));
    }
    return at;
  }

  private byte[] cutInside(byte[] file) {
    int one = place(file);
    int other = place(file);
    return spliced(file, file, Math.min(one, other), Math.max(one, other), file.length);
  }

  private byte[] spliced(byte[] file, byte[] other) {
    return spliced(file, other, place(file), place(other), other.length);
  }

  private static byte[] spliced(byte[] head, byte[] tail, int end, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head, 0, end);
    bytes.write(tail, from, to - from);
    return bytes.toByteArray();
  }

  private byte[] inserted(byte[] file) {
    int at = random.nextInt(5) == 0 ? 0 : place(file);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, at);
    bytes.writeBytes(INTRUDERS.get(random.nextInt(INTRUDERS.size())));
    bytes.write(file, at, file.length - at);
    return bytes.toByteArray();
  }

  private byte[] reencoded(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return switch (random.nextInt(4)) {
      case 0 -> text.getBytes(StandardCharsets.UTF_16);
      case 1 -> text.getBytes(StandardCharsets.UTF_16LE);
      case 2 -> text.replace("\n", "\r").getBytes(StandardCharsets.UTF_8);
      default -> text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] withLineChanged(byte[] file) {
    List<String> lines = lines(file);
    for (int times = 1 + random.nextInt(2); times > 0 && !lines.isEmpty(); times--) {
      int at = random.nextInt(lines.size());
      lines.set(at, DamagedJson.of(random, lines.get(at)));
    }
    return joined(lines);
  }

  private List<String> interleaved(List<String> one, List<String> other) {
    List<String> mixed = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < one.size() || j < other.size()) {
      boolean fromOne = j == other.size() || (i < one.size() && random.nextBoolean());
      mixed.add(fromOne ? one.get(i++) : other.get(j++));
    }
    return mixed;
  }

  private List<String> reordered(List<String> lines) {
    List<String> changed = new ArrayList<>(lines);
    if (changed.size() < 2) {
      return changed;
    }
    int one = random.nextInt(changed.size());
    int other = random.nextInt(changed.size());
    switch (random.nextInt(4)) {
      case 0 -> changed.remove(one);
      case 1 -> changed.add(other, changed.get(one));
      case 2 -> Collections.swap(changed, one, other);
      default -> Collections.shuffle(changed, random);
    }
    return changed;
  }

  private static List<String> lines(byte[] file) {
    // Bytes that are no text stay what they are.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return new ArrayList<>(List.of(text.split("(?<=\n)")));
  }

  private static byte[] joined(List<String> lines) {
    return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
  }
}
