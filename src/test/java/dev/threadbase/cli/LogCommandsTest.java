package dev.threadbase.cli;

import static dev.threadbase.cli.LogSample.FORK;
import static dev.threadbase.cli.LogSample.MISSING;
import static dev.threadbase.cli.LogSample.ROOT;
import static dev.threadbase.cli.LogSample.SESSION;
import static dev.threadbase.cli.LogSample.SUMMARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the commands print of logs. */
abstract class LogCommandsContract extends CommandContract {

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      LogSample.write(threadbase.segments());
    }
  }

  @Test
  void segmentsPrintsTheNamesThatScriptsRelyOn() {
    Run run = run("segments", SESSION, "--json").ok();
    List<JsonNode> logs = run.objects();
    assertThat(names(logs.get(0)))
        .containsExactly(
            "session_id",
            "segment_id",
            "kind",
            "source_segment_id",
            "at_turn_index",
            "base_turn",
            "depth",
            "leaf",
            "entries",
            "created_at");
    assertThat(run.texts("segment_id")).containsExactly(SUMMARY, FORK, ROOT);
    assertThat(run.texts("kind")).containsExactly("compaction", "fork", "new");
    assertThat(run.texts("source_segment_id")).containsExactly(ROOT, ROOT, null);
    assertThat(run.texts("at_turn_index")).containsExactly("3", "3", null);
    assertThat(run.texts("base_turn")).containsExactly("3", "3", "0");
    assertThat(run.texts("depth")).containsExactly("1", "1", "0");
    assertThat(run.texts("leaf")).containsExactly("true", "true", "false");
    assertThat(run.texts("entries")).containsExactly("1", "2", "12");
  }

  @Test
  void segmentsTakesALogOfTheSessionAndPrintsATableForPeople() {
    Run table = run("segments", FORK).ok();
    assertThat(table.lines()).hasSize(5);
    assertThat(table.lines().get(2)).contains(SUMMARY, "compaction", ROOT, "3", "yes");
    assertThat(table.out()).isEqualTo(run("segments", SESSION).out());
  }

  @Test
  void aSessionWithoutLogsHasNoneAndOneThatIsNotThereIsAFailure() {
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().createThread(ThreadMeta.builder("main").sessionId("tea").build());
      threadbase.threads().appendMessage("main", null, Message.user("Hello."));
    }
    assertThat(run("segments", "tea"))
        .isEqualTo(new Run(0, "", "no logs" + System.lineSeparator()));
    run("segments", "nobody").failed(1, "neither a thread nor a session: nobody");
    run("segments", MISSING).failed(1, "neither a thread nor a session: " + MISSING);
  }

  @Test
  void treeSaysWhatLogsAreAndAtWhichTurnTheyBegan() {
    assertThat(run("tree", SESSION).ok().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("3 threads", "3 segments"),
            line -> assertThat(line).contains("12 entries · root · log ", "◀ " + ROOT),
            line -> assertThat(line).contains("2 entries · fork at turn 3 · log ", "◀ " + FORK),
            line ->
                assertThat(line).contains("1 entry · compaction at turn 3 · log ", "◀ " + SUMMARY));
  }

  @Test
  void lineageNamesTheTurnsOfLogs() {
    List<JsonNode> segments = run("lineage", FORK, "--json").ok().objects();
    assertThat(segments)
        .extracting(segment -> segment.get("at_turn_index").asString(null))
        .containsExactly(null, "3", "3");
    assertThat(segments)
        .extracting(segment -> segment.get("base_turn").asString(null))
        .containsExactly("0", "3", "3");
  }

  @Test
  void showPrintsWhatEntriesOfALogSay() {
    assertThat(run("show", FORK, "--json").ok().texts("text"))
        .containsExactly(
            "a log begins: new\nsystem prompt: Be brief.",
            "run begins: user_send",
            "What is in @x",
            "read_file {\"path\":\"x\"}",
            "two lines",
            "Two lines.",
            "turn 3",
            "a log begins: forked from " + ROOT + " at turn 3, with its turn count",
            "And then?");
    assertThat(run("show", ROOT, "--json").ok().texts("text").subList(7, 12))
        .containsExactly(
            "1000 tokens in (800 read from a cache, 100 written to it), 42 out",
            "run finished",
            "max_tokens 7",
            "metrics {\"n\":1}",
            "run begins: wakeup");
    assertThat(run("show", SUMMARY).ok().lines())
        .contains(
            "  a log begins: sums up " + ROOT + " at turn 3", "  system: Lines were counted.");
  }
}

class SqliteLogCommandsTest extends LogCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLogCommandsTest extends LogCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
