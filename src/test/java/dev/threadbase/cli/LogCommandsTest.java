package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.ConfigChanged;
import dev.threadbase.segment.LogEntry.Extension;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the commands print of logs. */
abstract class LogCommandsContract extends CommandContract {

  private static final String SESSION = "01900000-0000-7000-8000-000000000001";
  private static final String ROOT = "01900000-0000-7000-8000-0000000000a1";
  private static final String FORK = "01900000-0000-7000-8000-0000000000b2";
  private static final String SUMMARY = "01900000-0000-7000-8000-0000000000c3";
  private static final String MISSING = "01900000-0000-7000-8000-0000000000d4";

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      SegmentStore segments = threadbase.segments();
      segments.createSegment(
          address(ROOT),
          List.of(
              start("Be brief.", List.of(), null),
              new Invoke(2, Trigger.USER_SEND),
              new UserInput(3, List.of(InputSegment.text("What\u001b[31m is in "), file())),
              new AssistantItem(4, new LoggedItem.ToolCall("c1", "read_file", "{\"path\":\"x\"}")),
              new ToolResult(5, new LoggedItem.ToolResult("c1", "ok", "two lines", false)),
              new AssistantItem(6, LoggedItem.assistant("Two lines.")),
              new TurnEnd(7, 3),
              new LlmUsage(8, new UsageRecord(3, 1000, 800, 100, 42)),
              new RunCompleted(9, false, RunResult.FINISHED),
              new ConfigChanged(10, RequestConfig.DEFAULT.withMaxTokens(7L)),
              new Extension(11, "metrics", "{\"n\":1}"),
              new Invoke(12, Trigger.WAKEUP)));
      segments.forkAt(
          SegmentFork.at(address(ROOT), 3)
              .carrying(Set.of(CarryOver.TURN_COUNT))
              .as(UUID.fromString(FORK)),
          List.of(new UserInput(13, List.of(InputSegment.text("And then?")))));
      SegmentOrigin origin = new SegmentOrigin(UUID.fromString(ROOT), 3);
      List<LoggedItem> summary = List.of(LoggedItem.system("Lines were counted."));
      segments.createSegment(address(SUMMARY), List.of(start(null, summary, origin)));
    }
  }

  private static LogEntry start(
      @Nullable String prompt, List<LoggedItem> history, @Nullable SegmentOrigin compacted) {
    UUID session = UUID.fromString(SESSION);
    return new SegmentStart(1, session, prompt, RequestConfig.DEFAULT, history, null, compacted);
  }

  private static InputSegment file() {
    return new InputSegment.FileRef("x");
  }

  private static SegmentAddress address(String segment) {
    return new SegmentAddress(UUID.fromString(SESSION), UUID.fromString(segment));
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
    assertThat(run.texts("base_turn")).containsExactly("0", "3", "0");
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
  void aLogThatCannotBeReadIsNamedWithThePlaceAndTheReason() {
    damage();
    String place = " (session %s, segment %s, position 12, kind future)".formatted(SESSION, ROOT);
    for (String[] command :
        new String[][] {
          {"restore", ROOT}, {"restore", ROOT, "--json"}, {"restore", ROOT, "--log"}
        }) {
      Run run = run(command);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("threadbase: log corrupted at line 13: ")
          .endsWith(place + System.lineSeparator())
          .doesNotContain("secret");
    }
  }

  @Test
  void whatCanBeReadOfADamagedLogIsPrintedAndTheRestReported() {
    damage();
    Run run = run("restore", ROOT, "--log", "--lenient");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.lines()).hasSize(12);
    assertThat(run.err())
        .startsWith("stepped over segment " + ROOT + ", position 12, kind future: ")
        .doesNotContain("secret");
    assertThat(run("restore", FORK, "--log", "--lenient").ok().out())
        .isEqualTo(run("restore", FORK, "--log").out());
  }

  /** An entry that no log has. */
  private void damage() {
    try (Threadbase threadbase = threadbase()) {
      NewEntry future =
          NewEntry.raw(new EntryType("future"), "{\"kind\":\"future\",\"x\":\"secret\"}");
      threadbase.threads().append(ROOT, future);
    }
  }

  @Test
  void whatIsNoLogIsNotFound() {
    run("restore", MISSING).failed(1, "segment not found: " + MISSING);
    run("restore", "nobody").failed(1, "segment not found: nobody");
    run("restore", SESSION).failed(1, "segment not found: " + SESSION);
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
        .containsExactly("0", "3", "0");
  }

  @Test
  void showPrintsWhatEntriesOfALogSay() {
    assertThat(run("show", FORK, "--json").ok().texts("text"))
        .containsExactly(
            "a log begins: new\nsystem prompt: Be brief.",
            "run begins: user_send",
            "What\u001b[31m is in @x",
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
        .contains("  a log begins: sums up " + ROOT + " at turn 3", "  system: Lines were counted.")
        .noneMatch(line -> line.contains("\u001b"));
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
