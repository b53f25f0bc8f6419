package dev.threadbase.pipeline.stages.compress;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counters by kind, each of them there. */
final class Counts {

  private Counts() {}

  /** All kinds, in their order; those that are missing are 0. */
  static <K extends Enum<K>> Map<K, Long> complete(Class<K> kind, Map<K, Long> counts) {
    EnumMap<K, Long> complete = new EnumMap<>(kind);
    for (K each : kind.getEnumConstants()) {
      complete.put(each, counts.getOrDefault(each, 0L));
    }
    return Collections.unmodifiableMap(complete);
  }

  static <K extends Enum<K>> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
    EnumMap<K, Long> sum = new EnumMap<>(one);
    other.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return sum;
  }

  /** Adds them under the names of their constants, in lower case. */
  static <K extends Enum<K>> void addTo(Map<String, Number> figures, Map<K, Long> counts) {
    counts.forEach((kind, count) -> figures.put(kind.name().toLowerCase(Locale.ROOT), count));
  }
}
