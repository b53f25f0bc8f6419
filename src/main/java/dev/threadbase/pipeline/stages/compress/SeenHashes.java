package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.thread.Sha256;
import java.io.Serial;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines at which something was first seen, by the hash of what it was. Holds a limited number;
 * the hash that was not seen for longest is forgotten first.
 */
final class SeenHashes {

  private static final int HASH_BYTES = 12;

  private final Map<String, Long> lines;

  SeenHashes(int capacity) {
    this.lines = new Recent(capacity);
  }

  /** The hash of what was seen: {@value #HASH_BYTES} bytes in hexadecimal. */
  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.begin().digest(bytes), 0, HASH_BYTES);
  }

  /** The line at which a hash was first seen; null, and the given one is remembered, if never. */
  @Nullable Long firstSeen(String hash, long line) {
    return lines.putIfAbsent(hash, line);
  }

  /** The line at which a hash was first seen; null if never, and nothing is remembered. */
  @Nullable Long lineOf(String hash) {
    return lines.get(hash);
  }

  /** Makes others remember what this remembers, unless they do, in the order it was seen. */
  void addTo(SeenHashes others) {
    lines.forEach(others.lines::putIfAbsent);
  }

  private static final class Recent extends LinkedHashMap<String, Long> {
    @Serial private static final long serialVersionUID = 1L;

    private final int capacity;

    Recent(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > capacity;
    }
  }
}
