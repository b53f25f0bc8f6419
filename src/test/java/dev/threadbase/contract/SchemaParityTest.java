package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SchemaText;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both databases have one schema. */
class SchemaParityTest {

  @Test
  void tablesColumnsKeysAndIndexesAreTheSameOnBothDatabases() {
    try (TestDatabase sqlite = SqliteTestDatabase.create();
        TestDatabase postgres = PostgresTestDatabase.create()) {
      List<String> schema = SchemaText.of(sqlite);
      assertThat(schema)
          .contains(
              "key entries[session_id, segment_id, seq]",
              "column entries.payload TEXT NOT NULL",
              "column segments.parent_length INTEGER",
              "column source_chunks.deflated BLOB NOT NULL",
              "foreign entries[segment_id to segments.segment_id, session_id to segments.session_id]",
              "unique entries[session_id, thread_id, ordinal]",
              "unique threads[active_channel]",
              "index segments segments_by_thread[session_id, thread_id]",
              "view thread_paths.position");
      assertThat(schema).noneMatch(line -> line.contains(" unknown "));
      assertThat(SchemaText.of(postgres)).containsExactlyInAnyOrderElementsOf(schema);
    }
  }
}
