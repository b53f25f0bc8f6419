package dev.threadbase.pipeline.stages.redact;

import java.util.Arrays;

/** Whole numbers in a row, as many as there are: four bytes each, and at most as many again. */
final class Numbers {

  private static final int[] NONE = new int[0];

  private int[] numbers = NONE;
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2, 2 * size));
    }
    numbers[size++] = number;
  }

  int get(int place) {
    return numbers[place];
  }

  int size() {
    return size;
  }
}
