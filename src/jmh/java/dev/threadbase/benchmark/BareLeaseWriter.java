package dev.threadbase.benchmark;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one would write by hand for leases and turns: prepared statements that find one row by its
 * key, and ask nothing else.
 */
@State(Scope.Thread)
public class BareLeaseWriter {

  private static final long TTL_NANOS = 30_000_000_000L;
  private static final String THREAD = "bare-leases";
  private static final String TAKE =
      """
      UPDATE bare_leases
      SET turn_id = ?, owner_id = ?, token = token + 1, held = 1,
          acquired_at_ns = ?, renewed_at_ns = ?, expires_at_ns = ?
      WHERE thread_id = ?
      """;
  private static final String RENEW =
      "UPDATE bare_leases SET renewed_at_ns = ?, expires_at_ns = ? WHERE thread_id = ?";
  private static final String GIVE_BACK = "UPDATE bare_leases SET held = 0 WHERE thread_id = ?";
  private static final String INSERT =
      """
      INSERT INTO bare_entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, turn_id,
                                created_at_ns, payload, payload_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String MOVE_HEAD =
      """
      UPDATE threads
      SET head_length = ?, next_ordinal = ?, prior_leaf_id = leaf_id, leaf_id = ?, updated_at_ns = ?,
          last_active_at_ns = ?
      WHERE thread_id = ?
      """;

  private final String hash = "1:" + "0".repeat(64);
  private Connection connection;
  private PreparedStatement take;
  private PreparedStatement renew;
  private PreparedStatement giveBack;
  private PreparedStatement insert;
  private PreparedStatement moveHead;
  private ThreadMeta thread;
  private long turn;
  private long seq;
  private String parent;

  @Setup(Level.Trial)
  public void open(Store store) throws SQLException {
    connection = store.bare();
    store.createBareTable(connection);
    store.createBareLeases(connection);
    thread = store.create(THREAD);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO bare_leases (thread_id, session_id, turn_id, owner_id, token, held,"
              + " acquired_at_ns, renewed_at_ns, expires_at_ns, unfinished) VALUES ('"
              + THREAD
              + "', '"
              + thread.sessionId()
              + "', 'turn', 'owner', 1, 0, 1, 1, 1, 0)");
    }
    take = connection.prepareStatement(TAKE);
    renew = connection.prepareStatement(RENEW);
    giveBack = connection.prepareStatement(GIVE_BACK);
    insert = connection.prepareStatement(INSERT);
    moveHead = connection.prepareStatement(MOVE_HEAD);
  }

  /** One transaction of one row: the lease is taken. */
  int take() throws SQLException {
    long now = System.currentTimeMillis() * 1_000_000;
    take.setString(1, "turn-" + turn++);
    take.setString(2, "host-1234-0123456789abcdef");
    take.setLong(3, now);
    take.setLong(4, now);
    take.setLong(5, now + TTL_NANOS);
    take.setString(6, THREAD);
    return take.executeUpdate();
  }

  /** One transaction of one row: the lease's end is moved. */
  int renew() throws SQLException {
    // Never the time that is there already: SQLite would write nothing.
    long now = System.currentTimeMillis() * 1_000_000 + turn++;
    renew.setLong(1, now);
    renew.setLong(2, now + TTL_NANOS);
    renew.setString(3, THREAD);
    return renew.executeUpdate();
  }

  /** One transaction of one row: the lease is given back. */
  int giveBack() throws SQLException {
    giveBack.setString(1, THREAD);
    return giveBack.executeUpdate();
  }

  /** Two transactions: what the beginning of a turn writes, and what its end writes. */
  int turn() throws SQLException {
    connection.setAutoCommit(false);
    take();
    insert("turn_marker", "{\"turn_status\":\"started\"}");
    insert("user_message", "{\"message\":{\"role\":\"user\",\"text\":\"go on\"}}");
    moveHead();
    connection.commit();
    insert("turn_marker", "{\"turn_status\":\"completed\"}");
    moveHead();
    giveBack();
    connection.commit();
    connection.setAutoCommit(true);
    return (int) seq;
  }

  private void insert(String type, String payload) throws SQLException {
    String id = UuidCreator.getTimeOrderedEpochPlus1().toString();
    insert.setString(1, thread.sessionId());
    insert.setString(2, thread.headSegmentId());
    insert.setLong(3, seq);
    insert.setString(4, id);
    insert.setString(5, THREAD);
    insert.setLong(6, seq++);
    insert.setString(7, parent);
    insert.setString(8, type);
    insert.setString(9, "turn-" + turn);
    insert.setLong(10, System.currentTimeMillis() * 1_000_000);
    insert.setString(11, payload);
    insert.setString(12, hash);
    parent = id;
    insert.executeUpdate();
  }

  private void moveHead() throws SQLException {
    long now = System.currentTimeMillis() * 1_000_000;
    moveHead.setLong(1, seq);
    moveHead.setLong(2, seq);
    moveHead.setString(3, parent);
    moveHead.setLong(4, now);
    moveHead.setLong(5, now);
    moveHead.setString(6, THREAD);
    moveHead.executeUpdate();
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }
}
