package dev.threadbase.pipeline.stages.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the keywords of many groups in one walk: an automaton with one look-up per character,
 * whatever the number of words. Most lines have none, and end here.
 */
final class Keywords {

  // Every other character is one that no keyword has.
  private static final int ASCII = 128;
  private static final int SHIFT = 7;
  private static final int OTHER = 0;

  private final int[] next;
  private final long[] groups;
  private final byte[][] lengths;

  /** Takes the keywords of each group; at most 64 groups. */
  Keywords(List<List<Keyword>> words) {
    Construction built = new Construction(words);
    next = built.transitions.stream().flatMapToInt(Arrays::stream).toArray();
    groups = built.groups.stream().mapToLong(Long::longValue).toArray();
    lengths = built.lengths.toArray(byte[][]::new);
  }

  /** The groups, as bits, of which a keyword is there. */
  long in(byte[] bytes, int from, int to) {
    long found = 0;
    int state = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      state = next[state + (b < 0 ? OTHER : b)];
      found |= groups[state >> SHIFT];
    }
    return found;
  }

  /** Where the keywords of every group are. */
  Places in(String text) {
    Places places = new Places();
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = next[state + (c >= ASCII ? OTHER : c)];
      long found = groups[state >> SHIFT];
      if (found != 0) {
        places.add(found, i + 1, lengths[state >> SHIFT]);
      }
    }
    return places;
  }

  /** Where the keywords of a text begin. */
  static final class Places {
    private static final int[] NONE = new int[0];
    private long found;
    private int[][] places = new int[0][];
    private int[] counts = NONE;

    private Places() {}

    /** The groups, as bits, of which a keyword is there. */
    long groups() {
      return found;
    }

    /** How many keywords of a group there are. */
    int count(int group) {
      return group < counts.length ? counts[group] : 0;
    }

    /** Where one of them begins. */
    int place(int group, int number) {
      return places[group][number];
    }

    private void add(long added, int end, byte[] lengths) {
      found |= added;
      if (places.length == 0) {
        places = new int[lengths.length][];
        counts = new int[lengths.length];
        Arrays.fill(places, NONE);
      }
      for (long rest = added; rest != 0; rest &= rest - 1) {
        int group = Long.numberOfTrailingZeros(rest);
        if (counts[group] == places[group].length) {
          places[group] = Arrays.copyOf(places[group], Math.max(4, 2 * counts[group]));
        }
        places[group][counts[group]++] = end - lengths[group];
      }
    }
  }

  /** From sets of half-read words to numbered states. */
  private static final class Construction {
    private final List<Keyword> all = new ArrayList<>();
    private final List<Integer> groupOf = new ArrayList<>();
    private final List<Integer> base = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final List<BitSet> states = new ArrayList<>();
    final List<int[]> transitions = new ArrayList<>();
    final List<Long> groups = new ArrayList<>();
    final List<byte[]> lengths = new ArrayList<>();

    Construction(List<List<Keyword>> words) {
      int positions = 0;
      for (int group = 0; group < words.size(); group++) {
        for (Keyword keyword : words.get(group)) {
          all.add(keyword);
          groupOf.add(group);
          base.add(positions);
          positions += keyword.word().length() + 1;
        }
      }
      number(new BitSet());
      for (int state = 0; state < states.size(); state++) {
        transitions.add(transitions(states.get(state)));
        accept(states.get(state), words.size());
      }
    }

    private int number(BitSet state) {
      return numbers.computeIfAbsent(
          state,
          fresh -> {
            states.add(fresh);
            return states.size() - 1;
          });
    }

    private int[] transitions(BitSet state) {
      BitSet[] reached = new BitSet[ASCII];
      Arrays.setAll(reached, c -> new BitSet());
      for (int k = 0; k < all.size(); k++) {
        Keyword keyword = all.get(k);
        for (int read = 0; read < keyword.word().length(); read++) {
          if (read == 0 || state.get(base.get(k) + read)) {
            char c = keyword.word().charAt(read);
            reached[c].set(base.get(k) + read + 1);
            if (keyword.anyCase()) {
              reached[Character.toUpperCase(c)].set(base.get(k) + read + 1);
            }
          }
        }
      }
      return Arrays.stream(reached).mapToInt(target -> number(target) << SHIFT).toArray();
    }

    private void accept(BitSet state, int groupCount) {
      long found = 0;
      byte[] longest = new byte[groupCount];
      for (int k = 0; k < all.size(); k++) {
        int length = all.get(k).word().length();
        if (state.get(base.get(k) + length)) {
          int group = groupOf.get(k);
          found |= 1L << group;
          longest[group] = (byte) Math.max(longest[group], length);
        }
      }
      groups.add(found);
      lengths.add(longest);
    }
  }
}
