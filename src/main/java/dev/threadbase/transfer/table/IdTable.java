package dev.threadbase.transfer.table;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers texts from 0 in the order in which they are first seen. Two texts have one number only if
 * they are equal: the hash, which differs from one table to the next, says where to look and no
 * more.
 */
public final class IdTable {

  /** The number of a text that is not there. */
  public static final int NONE = -1;

  private static final int FEWEST_SLOTS = 1 << 10;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final TextColumn texts;
  private final IntColumn places;
  private final IntColumn hashes;
  // A text's number and 1; 0 where there is none.
  private final IntColumn slots;
  private int slotCount = FEWEST_SLOTS;
  private int size;

  /** Begins with no text. */
  public IdTable(Scratch scratch) {
    this.texts = new TextColumn(scratch);
    this.places = new IntColumn(scratch);
    this.hashes = new IntColumn(scratch);
    this.slots = new IntColumn(scratch);
  }

  /** The number of a text, which gets one if it has none. */
  public int add(String text) {
    byte[] encoded = TextColumn.encoded(text);
    int hash = hash(encoded);
    int slot = slot(encoded, hash);
    int known = slots.get(slot) - 1;
    if (known != NONE) {
      return known;
    }
    int number = size++;
    places.set(number, texts.add(encoded));
    hashes.set(number, hash);
    slots.set(slot, number + 1);
    if (size > slotCount / 2) {
      grow();
    }
    return number;
  }

  /** The number of a text; {@link #NONE} if it has none. */
  public int find(String text) {
    byte[] encoded = TextColumn.encoded(text);
    return slots.get(slot(encoded, hash(encoded))) - 1;
  }

  /** The text of a number. */
  public String text(int number) {
    return texts.get(places.get(number));
  }

  /** How many texts there are. */
  public int size() {
    return size;
  }

  /** Where the text is, or would be. */
  private int slot(byte[] encoded, int hash) {
    int slot = hash & (slotCount - 1);
    for (int number = slots.get(slot) - 1; number != NONE; number = slots.get(slot) - 1) {
      if (hashes.get(number) == hash && Arrays.equals(texts.bytes(places.get(number)), encoded)) {
        return slot;
      }
      slot = (slot + 1) & (slotCount - 1);
    }
    return slot;
  }

  private void grow() {
    slots.clear();
    slotCount *= 2;
    for (int number = 0; number < size; number++) {
      int slot = hashes.get(number) & (slotCount - 1);
      while (slots.get(slot) != 0) {
        slot = (slot + 1) & (slotCount - 1);
      }
      slots.set(slot, number + 1);
    }
  }

  private int hash(byte[] encoded) {
    long hash = seed;
    for (byte b : encoded) {
      hash = (hash ^ b) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 32);
  }
}
