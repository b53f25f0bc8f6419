package dev.threadbase.cli;

import static dev.threadbase.cli.LogSample.FORK;
import static dev.threadbase.cli.LogSample.MISSING;
import static dev.threadbase.cli.LogSample.ROOT;
import static dev.threadbase.cli.LogSample.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What restore prints of logs. */
abstract class RestoreCommandContract extends CommandContract {

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      LogSample.write(threadbase.segments());
    }
  }

  @Test
  void restorePrintsTheStateAsOneObject() {
    List<JsonNode> states = run("restore", ROOT, "--json").ok().objects();
    assertThat(states).hasSize(1);
    JsonNode state = states.get(0);
    assertThat(names(state))
        .containsExactly(
            "session_id",
            "segment_id",
            "entries",
            "system_prompt",
            "config",
            "history",
            "turn_count",
            "last_run_interrupted",
            "entries_count",
            "usage_history",
            "extensions",
            "pod_scope",
            "user_segments");
    assertThat(state.get("session_id").asString()).isEqualTo(SESSION);
    assertThat(state.get("segment_id").asString()).isEqualTo(ROOT);
    assertThat(state.get("entries").asLong()).isEqualTo(12);
    assertThat(state.get("history")).hasSize(4);
    assertThat(state.get("turn_count").asLong()).isEqualTo(3);
    assertThat(state.get("last_run_interrupted").asBoolean()).isTrue();
  }

  @Test
  void asTheReferenceReplaysARunWithoutAnEndWasNotInterrupted() {
    JsonNode state = run("restore", ROOT, "--json", "--reference").ok().objects().get(0);
    assertThat(state.get("last_run_interrupted").asBoolean()).isFalse();
  }

  @Test
  void restoreSaysToPeopleWhatThereIs() {
    assertThat(run("restore", ROOT).ok().lines())
        .containsExactly(
            "session     " + SESSION,
            "segment     " + ROOT,
            "entries     12",
            "turn        3",
            "interrupted yes",
            "prompt      9 characters",
            "config      max_tokens 7",
            "history     4 items",
            "inputs      1",
            "requests    1: 1000 tokens in (800 read from a cache, 100 written to it), 42 out",
            "extensions  1: metrics",
            "pod scope   none");
  }

  @Test
  void restorePrintsALogWithTheBeginningThatACopyWouldHave() {
    List<JsonNode> log = run("restore", FORK, "--log").ok().objects();
    assertThat(log).hasSize(2);
    assertThat(log.get(0).get("kind").asString()).isEqualTo("segment_start");
    assertThat(log.get(0).get("history")).hasSize(4);
    assertThat(log.get(0).get("forked_from").get("segment_id").asString()).isEqualTo(ROOT);
    assertThat(run("restore", ROOT, "--log").ok().lines().get(1))
        .isEqualTo("{\"kind\":\"invoke\",\"ts\":2,\"trigger\":\"user_send\"}");
  }

  @Test
  void aLogThatCannotBeReadIsNamedWithThePlaceAndTheReason() throws Exception {
    damage();
    String place = " (session %s, segment %s, position 11, kind future)".formatted(SESSION, ROOT);
    for (String[] command :
        new String[][] {
          {"restore", ROOT}, {"restore", ROOT, "--json"}, {"restore", ROOT, "--log"}
        }) {
      Run run = run(command);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("threadbase: log corrupted at line 12: ")
          .endsWith(place + System.lineSeparator())
          .doesNotContain("secret");
    }
  }

  @Test
  void whatCanBeReadOfADamagedLogIsPrintedAndTheRestReported() throws Exception {
    damage();
    Run run = run("restore", ROOT, "--log", "--lenient");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.lines()).hasSize(11);
    assertThat(run.err())
        .startsWith("stepped over segment " + ROOT + ", position 11, kind future: ")
        .doesNotContain("secret");
    assertThat(run("restore", FORK, "--log", "--lenient").ok().out())
        .isEqualTo(run("restore", FORK, "--log").out());
  }

  @Test
  void whatIsNoLogIsNotFound() {
    run("restore", MISSING).failed(1, "segment not found: " + MISSING);
    run("restore", "nobody").failed(1, "segment not found: nobody");
    run("restore", SESSION).failed(1, "segment not found: " + SESSION);
  }

  /** Makes the last entry of the log one that no log has. */
  private void damage() throws Exception {
    Sql.run(
        database,
        "DROP TRIGGER entries_are_immutable" + (database.isPostgres() ? " ON entries" : ""));
    Sql.run(
        database,
        "UPDATE entries SET type = 'future', payload = '{\"kind\":\"future\",\"x\":\"secret\"}'"
            + " WHERE segment_id = '%s' AND seq = 11".formatted(ROOT));
  }
}

class SqliteRestoreCommandTest extends RestoreCommandContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresRestoreCommandTest extends RestoreCommandContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
