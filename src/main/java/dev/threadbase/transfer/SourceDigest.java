package dev.threadbase.transfer;

import dev.threadbase.thread.Sha256;
import dev.threadbase.transfer.Journal.Source;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** Length and digests of a file, taken while it is read. */
final class SourceDigest {

  private final MessageDigest digest = Sha256.begin();
  private final CRC32C checksum = new CRC32C();
  private final NavigableSet<Long> wanted;
  private final Map<Long, String> digests = new HashMap<>();
  private long length;

  /**
   * Begins with nothing.
   *
   * @param lengths lengths of which the digest is wanted too
   */
  SourceDigest(Set<Long> lengths) {
    this.wanted = new TreeSet<>(lengths);
  }

  /** Adds bytes, and notes the digests that are wanted on the way. */
  void add(byte[] bytes) {
    checksum.update(bytes);
    int from = 0;
    long end = length + bytes.length;
    while (!wanted.isEmpty() && wanted.first() <= end) {
      long at = wanted.pollFirst();
      digest.update(bytes, from, (int) (at - length));
      from += (int) (at - length);
      length = at;
      digests.put(at, digest());
    }
    digest.update(bytes, from, bytes.length - from);
    length = end;
  }

  long length() {
    return length;
  }

  /** The digest of all of it. */
  String digest() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("SHA-256 can be continued", impossible);
    }
  }

  /** What tells a second reading, at little cost, whether it read the same. */
  long checksum() {
    return checksum.getValue();
  }

  /** Whether the file begins with what an archived original holds. */
  boolean continues(Source source) {
    return source.digest().equals(digests.get(source.length()));
  }
}
