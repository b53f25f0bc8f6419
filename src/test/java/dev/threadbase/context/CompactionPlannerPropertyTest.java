package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compactions of random paths. */
class CompactionPlannerPropertyTest {

  private static final int PATHS = 800;

  private int planned;

  /** What a path's context says, but for the checkpoint. */
  private static List<Projected> said(List<Projected> stored) {
    return ControlSignal.replacedWhereOpen(stored).stream()
        .filter(projected -> !projected.entry().type().equals(EntryType.COMPACTION))
        .toList();
  }

  private static CompactionRequest request(Random random) {
    long context = random.nextInt(4) == 0 ? 2_100 + random.nextInt(600) : 50_000;
    return CompactionRequest.MANUAL.within(
        new CompactionBudget(context, random.nextInt(50), random.nextInt(200), random.nextInt(60)));
  }

  static List<Entry> with(List<Entry> path, NewEntry added, String id) {
    List<Entry> all = new ArrayList<>(path);
    String parent = path.get(path.size() - 1).id();
    all.add(
        ReferencePath.entryOf(
            path.size(), id, parent, added.type(), added.turnId(), added.payload()));
    return all;
  }

  @Test
  void headAndTailAreAllMessagesAndTheContextIsTheCheckpointAndTheTail() {
    ContextPropertyTest.forEachSeed(
        PATHS,
        seed -> {
          Random random = new Random(seed);
          List<Entry> path = ContextPropertyTest.anyPath(random);
          check(path, request(random), ContextBuilder.stored(new PathView(path)));
        });
    assertThat(planned).isGreaterThan(PATHS / 3);
  }

  @Test
  void theOriginalsAreEveryMessageOfThePath() {
    ContextPropertyTest.forEachSeed(
        PATHS,
        seed -> {
          Random random = new Random(seed);
          List<Entry> path = ContextPropertyTest.anyPath(random);
          check(
              path, request(random).fromOriginals(), ContextBuilder.originals(new PathView(path)));
        });
    assertThat(planned).isGreaterThan(PATHS / 3);
  }

  private void check(List<Entry> path, CompactionRequest request, List<Projected> stored) {
    List<Projected> said = said(stored);
    CompactionPlan plan;
    NewEntry entry;
    try {
      plan = CompactionPlanner.plan(path, request);
      entry = plan.entry("!");
    } catch (CompactionRefused refused) {
      isRightlyRefused(refused, request.budget(), saidIn(said));
      return;
    }
    planned++;
    List<Entry> compacted = with(path, entry, "cut");
    ContextProjection context = ContextPropertyTest.stored(compacted);
    assertThat(context.annotations().get(0).kind()).isEqualTo(Checkpoint.KIND);
    List<Message> tail = context.messages().subList(1, context.messages().size());
    List<Projected> head = said.subList(0, said.size() - tail.size());
    assertThat(tail).isEqualTo(saidIn(said.subList(head.size(), said.size())));
    assertThat(plan.toSummarise()).isEqualTo(saidIn(ContextMending.of(head, new ArrayList<>())));
    assertThat(plan.leafId()).isEqualTo(path.get(path.size() - 1).id());
    Compaction written = Objects.requireNonNull(entryContent(compacted));
    assertThat(written.tokensAfterEstimate())
        .isBetween(context.tokenEstimate(), request.budget().contextTokens());
    cutIsSafe(saidIn(head), tail);
    usersAreInOrder(path, plan);
  }

  private static List<Message> saidIn(List<Projected> said) {
    return said.stream().map(Projected::message).toList();
  }

  private static void isRightlyRefused(
      CompactionRefused refused, CompactionBudget budget, List<Message> messages) {
    long tokens = messages.stream().mapToLong(TokenEstimate::of).sum();
    boolean fits = tokens <= budget.tailTokens();
    switch (refused.reason()) {
      case NO_SAFE_CUT -> assertThat(fits || !isBetweenPlainTurns(messages)).isTrue();
      case STILL_TOO_LARGE -> assertThat(budget.contextTokens()).isLessThan(50_000);
      case LONGER_SUMMARY -> assertThat(refused.limit()).isZero();
      default -> throw new AssertionError(refused);
    }
  }

  /** Whether the user speaks anywhere behind the first message while no call is open. */
  private static boolean isBetweenPlainTurns(List<Message> messages) {
    for (int i = 1; i < messages.size(); i++) {
      boolean user = messages.get(i).role().equals(Role.USER) && !hasResult(messages.get(i));
      if (user && openCalls(messages.subList(0, i)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static Compaction entryContent(List<Entry> path) {
    return Objects.requireNonNull(path.get(path.size() - 1).content().compaction());
  }

  private static boolean hasResult(Message message) {
    return message.role().equals(Role.TOOL)
        || message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
  }

  private static void cutIsSafe(List<Message> head, List<Message> tail) {
    if (tail.isEmpty()) {
      return;
    }
    Message last = head.get(head.size() - 1);
    Message first = tail.get(0);
    assertThat(hasResult(first)).isFalse();
    assertThat(last.role().equals(Role.ASSISTANT) && first.role().equals(Role.ASSISTANT)).isFalse();
    Set<String> before = openCalls(head);
    before.removeIf(id -> !id.startsWith("k"));
    for (Message message : tail) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolResult result) {
          assertThat(before).doesNotContain(result.callId());
        }
      }
    }
  }

  private static Set<String> openCalls(List<Message> messages) {
    Set<String> open = new HashSet<>();
    for (Message message : messages) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call && message.role().equals(Role.ASSISTANT)) {
          open.add(call.id());
        } else if (part instanceof Part.ToolResult result) {
          open.remove(result.callId());
        }
      }
    }
    return open;
  }

  private static void usersAreInOrder(List<Entry> path, CompactionPlan plan) {
    List<String> ids = path.stream().map(Entry::id).toList();
    List<Integer> kept = plan.keptUserEntryIds().stream().map(ids::indexOf).toList();
    assertThat(kept).doesNotHaveDuplicates().doesNotContain(-1);
    if (!new PathView(path).keptUserIds().isEmpty() && !plan.request().originals()) {
      return;
    }
    assertThat(kept).isSorted();
  }

  @Test
  void theLongestTailOfWholeTurnsStays() {
    int[] turns = {0};
    ContextPropertyTest.forEachSeed(
        PATHS,
        seed -> {
          Random random = new Random(seed);
          List<Entry> path = RandomPath.of(random, 5 + random.nextInt(25), 0).entries();
          List<Projected> said = said(ContextBuilder.stored(new PathView(path)));
          long limit = 20L + random.nextInt(300);
          int expected = longestTurns(saidIn(said), limit);
          if (expected > 0) {
            CompactionRequest request =
                CompactionRequest.MANUAL.within(new CompactionBudget(50_000, 10, limit, 0));
            CompactionPlan plan = CompactionPlanner.plan(path, request);
            assertThat(plan.firstKeptEntryId()).isEqualTo(said.get(expected).entry().id());
            turns[0]++;
          }
        });
    assertThat(turns[0]).isGreaterThan(PATHS / 4);
  }

  /** Where the tail begins; 0 if everything fits, -1 if no whole turn does. */
  private static int longestTurns(List<Message> messages, long limit) {
    int found = -1;
    long tokens = 0;
    for (int i = messages.size() - 1; i >= 0; i--) {
      tokens += TokenEstimate.of(messages.get(i));
      if (tokens <= limit && (i == 0 || messages.get(i).role().equals(Role.USER))) {
        found = i;
      }
    }
    return found;
  }

  @Test
  void aCompactionAfterAnotherGoesOnFromIt() {
    CompactionBudget budget = new CompactionBudget(50_000, 10, 40, 1_000);
    CompactionRequest request = CompactionRequest.MANUAL.within(budget);
    ContextPropertyTest.forEachSeed(
        200,
        seed -> {
          Random random = new Random(seed);
          ReferencePath path = new ReferencePath();
          for (int i = 0; i < 6 + random.nextInt(4); i++) {
            path.user("question " + i);
            path.assistant("answer " + i);
          }
          List<Entry> entries = path.entries();
          CompactionPlan first = CompactionPlanner.plan(entries, request.named("c1"));
          entries = with(entries, first.entry("SUMMARY"), "cut1");
          for (int i = 0; i < 4; i++) {
            NewEntry user = NewEntry.message(Message.user("later question " + i));
            entries = with(entries, user, "u" + i);
          }
          CompactionPlan second = CompactionPlanner.plan(entries, request);
          assertThat(first.generation()).isEqualTo(1);
          assertThat(first.previousSummary()).isNull();
          assertThat(second.generation()).isEqualTo(2);
          assertThat(second.previousSummary()).isEqualTo("SUMMARY");
          assertThat(second.previousCompactionId()).isEqualTo("c1");
          assertThat(second.keptUserEntryIds()).containsAll(first.keptUserEntryIds());
          usersAreInOrderStrictly(entries, second);
          CompactionPlan again = CompactionPlanner.plan(entries, request.fromOriginals());
          assertThat(again.previousSummary()).isNull();
          assertThat(again.generation()).isEqualTo(2);
          assertThat(again.toSummarise()).startsWith(first.toSummarise().toArray(Message[]::new));
          assertThat(again.keptUserEntryIds()).isEqualTo(second.keptUserEntryIds());
        });
  }

  private static void usersAreInOrderStrictly(List<Entry> path, CompactionPlan plan) {
    List<String> ids = path.stream().map(Entry::id).toList();
    assertThat(plan.keptUserEntryIds().stream().map(ids::indexOf).toList()).isSorted();
  }
}
