package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whoever asks. */
abstract class SchemaRulesContract extends Contract {

  @BeforeEach
  void fill() throws SQLException {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    say("a", "one");
    Sql.run(database, "INSERT INTO sources VALUES ('o', 's', 'a', 'pi', 'f', 1, 1, 1, 'd', 0)");
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO source_chunks VALUES ('s', 'o', 0, 1, ?)")) {
      insert.setBytes(1, new byte[] {7});
      insert.executeUpdate();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE entries SET payload = ''",
        "UPDATE entries SET payload = payload WHERE entry_id = 'one'",
        "UPDATE segments SET thread_id = 'b'",
        "UPDATE source_chunks SET length = 2"
      })
  void whatWasWrittenCannotBeChanged(String statement) {
    assertThatThrownBy(() -> Sql.run(database, statement))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("are immutable");
    assertThat(threads.entry("a", "one").payload()).isEqualTo(saying("one").payload());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE threads SET archived = 2",
        "UPDATE threads SET head_open = 2",
        "UPDATE threads SET head_length = -1",
        "UPDATE threads SET next_ordinal = -1",
        "UPDATE threads SET head_segment_id = 'none'",
        "UPDATE threads SET session_id = 'none'",
        "UPDATE threads SET version = 'text'",
        "UPDATE threads SET metadata = NULL",
        "UPDATE threads SET active_channel = 'c'",
        "UPDATE threads SET active_channel = 'c', channel = 'd'",
        "UPDATE threads SET active_channel = 'c', channel = 'c', archived = 1",
        "UPDATE threads SET active_channel = 'c', channel = 'c', deleted_at_ns = 1",
        "INSERT INTO sessions VALUES ('s', 0)",
        "INSERT INTO sessions VALUES (NULL, 0)",
        "INSERT INTO segments VALUES ('none', 'x', 'root', NULL, NULL, 0, 0, NULL, NULL, 'a', 0)",
        "INSERT INTO segments VALUES ('s', 'x', 'odd', NULL, NULL, 0, 0, NULL, NULL, 'a', 0)",
        "INSERT INTO segments VALUES ('s', 'x', 'fork', 'y', 1, 0, 0, NULL, NULL, 'a', 0)",
        "INSERT INTO segments VALUES ('s', 'x', 'root', NULL, 1, 0, 0, NULL, NULL, 'a', 0)",
        "INSERT INTO segments VALUES ('s', 'x', 'root', NULL, NULL, 1, 0, NULL, NULL, 'a', 0)",
        "INSERT INTO segments VALUES ('s', 'x', 'fork', 'x', 1, 1, 1, NULL, NULL, 'a', 0)",
        "INSERT INTO usage_records SELECT 's', 'x', 0, 'a', 0, 0, 0, '', '', '', '', '', 0, 0, 0, 0, 0",
        "INSERT INTO metric_events SELECT 's', 'x', 0, 'a', 0, 0, 0, '', '', '', '', 0, 0, 0, '', 0, '', 0",
        "DELETE FROM sessions",
        "DELETE FROM segments",
        "DELETE FROM sources"
      })
  void rowsThatCannotBeAreRefused(String statement) {
    assertThatThrownBy(() -> Sql.run(database, statement)).isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "segment_id, seq, 'other', 'b', 0",
        "segment_id, 1, 'one', 'a', 1",
        "segment_id, 1, 'other', 'a', 0",
        "segment_id, -1, 'other', 'a', 1",
        "'none', 0, 'other', 'a', 1"
      })
  void placesIdsAndOrdinalsOfEntriesAreTakenOnce(String place) {
    String statement =
        """
        INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, type, created_at_ns,
                             payload, payload_hash)
        SELECT session_id, %s, 'custom', 0, '', ''
        FROM entries
        """
            .formatted(place);
    assertThatThrownBy(() -> Sql.run(database, statement)).isInstanceOf(SQLException.class);
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM entries")).isEqualTo(1);
  }
}

class SqliteSchemaRulesTest extends SchemaRulesContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSchemaRulesTest extends SchemaRulesContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
