package dev.threadbase.contract;

import dev.threadbase.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/** Writes rows behind the library's back. */
record Damage(TestDatabase database) {

  /** Changes rows as only a broken disk or a stranger would. */
  void run(String sql) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of("entries", "segments", "source_chunks", "usage_records", "metric_events")) {
        String on = database.isPostgres() ? " ON " + table : "";
        statement.execute("DROP TRIGGER IF EXISTS " + table + "_are_immutable" + on);
      }
      for (String dropKey : foreignKeys(statement)) {
        statement.execute(dropKey);
      }
      statement.execute(sql);
    }
  }

  /** Statements that drop them; a plain connection to SQLite does not enforce them. */
  private List<String> foreignKeys(Statement statement) throws Exception {
    if (!database.isPostgres()) {
      return List.of();
    }
    try (var keys =
        statement.executeQuery(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'f'")) {
      Stream.Builder<String> drops = Stream.builder();
      while (keys.next()) {
        drops.add("ALTER TABLE " + keys.getString(1) + " DROP CONSTRAINT " + keys.getString(2));
      }
      return drops.build().toList();
    }
  }

  void archive(String session, long length, String digest, int chunk, byte[] bytes)
      throws Exception {
    try (Connection connection = database.connect()) {
      try (PreparedStatement source =
          connection.prepareStatement(
              """
              INSERT INTO sources (session_id, source_id, thread_id, format, path, length, parsed_length, line_count,
                                   digest, created_at_ns)
              VALUES (?, 's', 'a', 'pi', 'a.jsonl', ?, ?, 2, ?, 0)
              """)) {
        source.setString(1, session);
        source.setLong(2, length);
        source.setLong(3, length);
        source.setString(4, digest);
        source.executeUpdate();
      }
      for (int offset = 0; offset < bytes.length; offset += chunk) {
        insertChunk(
            connection,
            session,
            offset,
            Arrays.copyOfRange(bytes, offset, Math.min(bytes.length, offset + chunk)));
      }
    }
  }

  private static void insertChunk(Connection connection, String session, int offset, byte[] bytes)
      throws Exception {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
      deflater.write(bytes);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO source_chunks (session_id, source_id, byte_offset, length, deflated)
            VALUES (?, 's', ?, ?, ?)
            """)) {
      insert.setString(1, session);
      insert.setLong(2, offset);
      insert.setLong(3, bytes.length);
      insert.setBytes(4, deflated.toByteArray());
      insert.executeUpdate();
    }
  }

  static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
