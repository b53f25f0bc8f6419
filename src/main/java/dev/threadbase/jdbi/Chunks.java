package dev.threadbase.jdbi;

import java.sql.SQLException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Archived bytes in their compressed form. */
final class Chunks {

  /** No bytes are compressed further, so no more memory is asked for than they can fill. */
  private static final int MOST_TIMES_LONGER = 1_100;

  private Chunks() {}

  /**
   * The bytes again.
   *
   * @throws SQLException if what is stored is damaged
   */
  static byte[] inflate(byte[] deflated, int length) throws SQLException {
    if (length / MOST_TIMES_LONGER > deflated.length) {
      throw notOfLength();
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[length];
      int filled = 0;
      for (int count = 1; count > 0 && filled < length; filled += count) {
        count = inflater.inflate(bytes, filled, length - filled);
      }
      // The end is noticed only behind the last byte, where there must be no other.
      boolean longer = inflater.inflate(new byte[1]) > 0;
      if (filled != length || longer || !inflater.finished()) {
        throw notOfLength();
      }
      return bytes;
    } catch (DataFormatException damaged) {
      throw new SQLException("an archived chunk is damaged", damaged);
    } finally {
      inflater.end();
    }
  }

  private static SQLException notOfLength() {
    return new SQLException("an archived chunk does not have the length that it names");
  }
}
