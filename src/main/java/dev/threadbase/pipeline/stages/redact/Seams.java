package dev.threadbase.pipeline.stages.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Of texts that were put together, the matches that lie in more than one of them. A private key
 * without an end goes on into another text only if that one has nothing but the body of a key.
 */
final class Seams implements Scope {

  private static final int SHORTEST_BODY = 16;

  private final int[] ends;

  /** Takes where each text ends in all of them together. */
  Seams(int[] ends) {
    this.ends = ends;
  }

  @Override
  public @Nullable Span limit(String text, Span found) {
    int first = textAt(found.from());
    int to = found.to();
    if (PrivateKey.isOpen(text, found)) {
      int last = first;
      while (last + 1 < ends.length && isBody(text, ends[last], ends[last + 1])) {
        last++;
      }
      to = ends[last];
    }
    return to > ends[first] ? new Span(found.from(), to) : null;
  }

  private int textAt(int place) {
    int found = Arrays.binarySearch(ends, place + 1);
    return found >= 0 ? found : -found - 1;
  }

  private static boolean isBody(String text, int from, int to) {
    int run = 0;
    int longest = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean belongs = Characters.isWord(c) || "+/=".indexOf(c) >= 0;
      if (c > ' ' && !belongs) {
        return false;
      }
      run = belongs ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest == 0 || longest >= SHORTEST_BODY;
  }
}
