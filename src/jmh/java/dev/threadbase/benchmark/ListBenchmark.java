package dev.threadbase.benchmark;

import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Lists the newest 50 of 100,000 threads, and the last changed 50 of as many of one workspace. */
@State(Scope.Benchmark)
public class ListBenchmark {

  private static final String MANY_THREADS =
      """
      INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length, head_segment_id, head_length,
                           head_open, first_ordinal, next_ordinal, version, title, archived, metadata,
                           created_at_ns, updated_at_ns, workspace, spoken, leaf_id)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)
      SELECT t.thread_id || '-' || n.i, t.session_id, t.base_segment_id, 0, t.head_segment_id, 0,
             1, 0, 0, 0, 'a title', 0, t.metadata, t.created_at_ns + n.i, t.updated_at_ns + n.i * 7000000000,
             '/home/ana/garden', 1, 'leaf'
      FROM n
      CROSS JOIN threads t
      """;
  private static final String PAGE =
      "SELECT * FROM threads WHERE archived = 0 ORDER BY created_at_ns DESC, thread_id LIMIT 50";

  private static final String RECENT =
      """
      SELECT thread_id, title, workspace, vendor, endpoint, model, created_at_ns, updated_at_ns, metadata
      FROM threads
      WHERE workspace = '/home/ana/garden' AND spoken = 1 AND deleted_at_ns IS NULL
      ORDER BY updated_minute DESC, updated_at_ns DESC, thread_id
      LIMIT 50
      """;

  private Connection connection;
  private PreparedStatement page;
  private PreparedStatement recent;

  @Setup(Level.Trial)
  public void fill(Store store) throws SQLException {
    connection = store.bare();
    try (Statement statement = connection.createStatement()) {
      statement.execute(MANY_THREADS);
      statement.execute("ANALYZE");
    }
    page = connection.prepareStatement(PAGE);
    recent = connection.prepareStatement(RECENT);
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }

  @Benchmark
  public List<ThreadMeta> threadbase(Store store) {
    return store.threadbase.threads().listThreads(ListThreadsOptions.first(50));
  }

  @Benchmark
  public List<ConversationHeader> conversations(Store store) {
    return store
        .threadbase
        .conversations()
        .list(ListConversationsOptions.RECENT.inWorkspace("/home/ana/garden"));
  }

  @Benchmark
  public void bare(Store store, Blackhole hole) throws SQLException {
    read(page, hole);
  }

  @Benchmark
  public void bareConversations(Store store, Blackhole hole) throws SQLException {
    read(recent, hole);
  }

  private static void read(PreparedStatement query, Blackhole hole) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        for (int column = 1; column <= columns; column++) {
          hole.consume(row.getString(column));
        }
      }
    }
  }
}
