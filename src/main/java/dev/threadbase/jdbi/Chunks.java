package dev.threadbase.jdbi;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Archived bytes in their compressed form. */
final class Chunks {

  private static final int BUFFER = 1 << 16;

  private Chunks() {}

  /**
   * The bytes again.
   *
   * @throws SQLException if what is stored is damaged
   */
  static byte[] inflate(byte[] deflated, int length) throws SQLException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        bytes.write(buffer, 0, count);
        if (count == 0 || bytes.size() > length) {
          break;
        }
      }
      if (bytes.size() != length) {
        throw new SQLException("an archived chunk does not have the length that it names");
      }
      return bytes.toByteArray();
    } catch (DataFormatException damaged) {
      throw new SQLException("an archived chunk is damaged", damaged);
    } finally {
      inflater.end();
    }
  }
}
