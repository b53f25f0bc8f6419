package dev.threadbase.benchmark;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What one would write by hand: a prepared INSERT of one row, each its own transaction. */
@State(Scope.Thread)
public class BareWriter {

  private static final AtomicLong WRITERS = new AtomicLong();
  private static final String INSERT =
      """
      INSERT INTO bare_entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type,
                                created_at_ns, payload, payload_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final String payload = Store.kilobyte().payload();
  private final String hash = "1:" + "0".repeat(64);
  private Connection connection;
  private PreparedStatement insert;
  private String sessionId;
  private String segmentId;
  private String threadId;
  private String parent;
  private long seq;

  @Setup(Level.Trial)
  public void open(Store store) throws SQLException {
    connection = store.bare();
    long number = WRITERS.getAndIncrement();
    synchronized (WRITERS) {
      if (number == 0) {
        store.createBareTable(connection);
      }
    }
    var own = store.create("bare" + number);
    sessionId = own.sessionId();
    segmentId = own.headSegmentId();
    threadId = own.id();
  }

  /** Inserts a row. */
  public int insert() throws SQLException {
    if (insert == null) {
      insert = connection.prepareStatement(INSERT);
    }
    String id = UuidCreator.getTimeOrderedEpochPlus1().toString();
    insert.setString(1, sessionId);
    insert.setString(2, segmentId);
    insert.setLong(3, seq);
    insert.setString(4, id);
    insert.setString(5, threadId);
    insert.setLong(6, seq++);
    insert.setString(7, parent);
    insert.setString(8, "custom");
    insert.setLong(9, System.currentTimeMillis() * 1_000_000);
    insert.setString(10, payload);
    insert.setString(11, hash);
    parent = id;
    return insert.executeUpdate();
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }
}
