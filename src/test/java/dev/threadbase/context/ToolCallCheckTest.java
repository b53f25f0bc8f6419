package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ToolCallProblem.Kind;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is found wrong with the tool calls of a path, and the results that end it. */
class ToolCallCheckTest {

  private static final int PATHS = 1_000;

  private final ReferencePath path = new ReferencePath();

  private List<ToolCallProblem> problems() {
    return ToolCallCheck.problems(path.entries());
  }

  @Test
  void nothingIsWrongWithAnsweredCalls() {
    path.user("go");
    path.call("c1");
    path.call("c2");
    path.result("c2");
    path.result("c1");
    path.call("c3", "ask_user", "{}");
    assertThat(problems()).isEmpty();
    assertThat(ToolCallCheck.missingResults(path.entries())).isEmpty();
  }

  @Test
  void everyProblemNamesItsEntryCallAndTool() {
    String orphan = path.result("c0");
    path.call("c1");
    String again = path.call("c1");
    path.result("c1");
    path.result("c1");
    String duplicate = path.result("c1");
    String dangling = path.call("c2");
    assertThat(problems())
        .containsExactly(
            new ToolCallProblem(Kind.ORPHAN_RESULT, orphan, "c0", "read"),
            new ToolCallProblem(Kind.DUPLICATE_CALL_ID, again, "c1", "read"),
            new ToolCallProblem(Kind.DUPLICATE_RESULT, duplicate, "c1", "read"),
            new ToolCallProblem(Kind.DANGLING_CALL, dangling, "c2", "read"));
  }

  @Test
  void whatACompactionCutOffIsChecked() {
    String dangling = path.call("c1");
    String kept = path.user("kept");
    path.compaction("S", kept);
    assertThat(problems())
        .containsExactly(new ToolCallProblem(Kind.DANGLING_CALL, dangling, "c1", "read"));
  }

  @Test
  void whatARetryTookBackIsNotChecked() {
    String user = path.user("go");
    path.call("c1");
    path.retry(user);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aMissingResultBelongsToTheTurnOfItsCallAndIsMadeOnce() {
    path.inTurn("turn-1");
    path.call("c1");
    path.inTurn("turn-2").user("well?");
    List<NewEntry> missing = ToolCallCheck.missingResults(path.entries());
    assertThat(missing).hasSize(1);
    NewEntry result = missing.get(0);
    assertThat(result.type()).isEqualTo(EntryType.TOOL_RESULT);
    assertThat(result.turnId()).isEqualTo("turn-1");
    assertThat(result.id()).isNull();
    List<Entry> mended = CompactionPlannerPropertyTest.with(path.entries(), result, "made");
    Message message = Objects.requireNonNull(mended.get(2).content().message());
    assertThat(message.attributes())
        .containsEntry(ReferenceMessage.KIND, ContextRepair.INTERRUPTED_RESULT);
    assertThat(ToolCallCheck.problems(mended)).isEmpty();
  }

  @Test
  void problemsAreAsManyAsANaiveCountFindsAndMissingResultsEndDanglingCalls() {
    int[] dangling = {0};
    ContextPropertyTest.forEachSeed(
        PATHS,
        seed -> {
          List<Entry> entries = ContextPropertyTest.anyPath(new Random(seed));
          Map<Kind, Integer> found = count(ToolCallCheck.problems(entries));
          assertThat(found).isEqualTo(naive(entries));
          List<NewEntry> missing = ToolCallCheck.missingResults(entries);
          assertThat(missing).hasSize(found.getOrDefault(Kind.DANGLING_CALL, 0));
          dangling[0] += missing.size();
          for (NewEntry result : missing) {
            entries = CompactionPlannerPropertyTest.with(entries, result, "made" + entries.size());
          }
          found.remove(Kind.DANGLING_CALL);
          assertThat(count(ToolCallCheck.problems(entries))).isEqualTo(found);
          assertThat(entries.stream().map(Entry::id)).doesNotHaveDuplicates();
        });
    assertThat(dangling[0]).isGreaterThan(PATHS / 4);
  }

  private static Map<Kind, Integer> count(List<ToolCallProblem> problems) {
    Map<Kind, Integer> count = new HashMap<>();
    problems.forEach(problem -> count.merge(problem.kind(), 1, Integer::sum));
    return count;
  }

  /** For each id, how many calls are open; nothing else matters to the numbers. */
  private static Map<Kind, Integer> naive(List<Entry> entries) {
    Map<Kind, Integer> count = new HashMap<>();
    Map<String, Integer> open = new HashMap<>();
    for (Part part : parts(entries)) {
      if (part instanceof Part.ToolCall call) {
        if (open.containsKey(call.id())) {
          count.merge(Kind.DUPLICATE_CALL_ID, 1, Integer::sum);
        }
        open.merge(call.id(), 1, Integer::sum);
      } else if (part instanceof Part.ToolResult result) {
        Integer waiting = open.get(result.callId());
        if (waiting == null) {
          count.merge(Kind.ORPHAN_RESULT, 1, Integer::sum);
        } else if (waiting == 0) {
          count.merge(Kind.DUPLICATE_RESULT, 1, Integer::sum);
        } else {
          open.put(result.callId(), waiting - 1);
        }
      }
    }
    int left = open.values().stream().mapToInt(Integer::intValue).sum();
    if (left > 0) {
      count.put(Kind.DANGLING_CALL, left);
    }
    return count;
  }

  /** Results of all, calls of the model, as if nothing had ever been compacted. */
  private static List<Part> parts(List<Entry> entries) {
    List<Projected> said = ContextBuilder.originals(new PathView(entries));
    return ControlSignal.replacedWhereOpen(said).stream()
        .flatMap(projected -> parts(projected.message()))
        .toList();
  }

  private static Stream<Part> parts(Message message) {
    boolean model = message.role().equals(Role.ASSISTANT);
    return message.parts().stream().filter(part -> model || !(part instanceof Part.ToolCall));
  }
}
