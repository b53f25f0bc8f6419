package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Role;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contexts of random paths. */
class ContextPropertyTest {

  private static final int PATHS = 800;
  private static final List<Integer> DISORDER = List.of(0, 10, 60);

  static void forEachSeed(int seeds, LongConsumer check) {
    for (long seed = 1; seed <= seeds; seed++) {
      try {
        check.accept(seed);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  static ReferencePath path(Random random) {
    int disorder = DISORDER.get(random.nextInt(DISORDER.size()));
    return RandomPath.of(random, random.nextInt(30), disorder);
  }

  /** One of single calls and results or, as often, one of merged ones. */
  static List<Entry> anyPath(Random random) {
    List<Entry> path = path(random).entries();
    return random.nextBoolean() ? path : MergedMessages.of(path, random);
  }

  private static JsonNode read(JsonNode json) {
    return JsonMapper.shared().readTree(ReferenceJson.compact(json));
  }

  private static ContextProjection context(List<Entry> path, ContextOptions options) {
    return ContextBuilder.buildContextProjection(path, options);
  }

  @Test
  void defaultContextIsTheNaiveOne() {
    forEachSeed(
        PATHS,
        seed -> {
          ReferencePath path = path(new Random(seed));
          for (ContextPurpose purpose : ContextPurpose.values()) {
            ContextProjection context =
                context(path.entries(), ContextOptions.DEFAULT.forPurpose(purpose));
            assertThat(read(ReferenceProjection.json(context, purpose)))
                .isEqualTo(read(NaiveProjection.of(path.items(), purpose)));
            assertThat(context.repairs()).isEmpty();
          }
        });
  }

  @Test
  void repairedContextIsAccepted() {
    forEachSeed(
        PATHS,
        seed -> {
          List<Entry> path = anyPath(new Random(seed));
          ContextProjection repaired = context(path, ContextOptions.REPAIRED);
          assertThat(Acceptance.complaints(repaired.messages())).isEmpty();
        });
  }

  @Test
  void nothingBehindTheCutIsLostWithoutAReport() {
    forEachSeed(
        PATHS,
        seed -> {
          List<Entry> path = anyPath(new Random(seed));
          ContextProjection plain = context(path, ContextOptions.DEFAULT);
          ContextProjection repaired = context(path, ContextOptions.REPAIRED);
          assertThat(RepairAccount.complaints(plain, repaired)).isEmpty();
          assertThat(spokenOrder(path, repaired)).isSorted();
        });
  }

  /** Where the messages stand on the path that are neither results nor checkpoints. */
  private static List<Integer> spokenOrder(List<Entry> path, ContextProjection context) {
    List<String> ids = path.stream().map(Entry::id).toList();
    return context.annotations().stream()
        .filter(annotation -> !annotation.kind().equals(Checkpoint.KIND))
        .filter(annotation -> !annotation.role().equals(Role.TOOL.name()))
        .map(annotation -> ids.indexOf(annotation.entryId()))
        .toList();
  }

  @Test
  void whatNeedsNoRepairStaysAsItIs() {
    int[] untouched = {0};
    forEachSeed(
        PATHS,
        seed -> {
          List<Entry> path = anyPath(new Random(seed));
          ContextProjection plain = context(path, ContextOptions.DEFAULT);
          ContextProjection repaired = context(path, ContextOptions.REPAIRED);
          if (repaired.repairs().isEmpty()) {
            assertThat(repaired).isEqualTo(plain);
            untouched[0] += plain.messages().size() > 3 ? 1 : 0;
          } else if (repaired.messages().equals(plain.messages())) {
            assertThat(repaired.repairs())
                .as("a cut that moved to a message with nothing in it")
                .extracting(ContextRepair::kind)
                .contains(ContextRepair.Kind.CUT_MOVED, ContextRepair.Kind.EMPTY_DROPPED);
          }
        });
    assertThat(untouched[0]).isGreaterThan(PATHS / 20);
  }

  @Test
  void aRepairedTailBeginsWithItsUserUnlessThatOneIsKeptOrThereIsNone() {
    int[] moved = {0};
    forEachSeed(
        PATHS,
        seed -> {
          List<Entry> path = RandomPath.of(new Random(seed), 25, 0).entries();
          PathView view = new PathView(path);
          List<MessageAnnotation> shown = context(path, ContextOptions.REPAIRED).annotations();
          Integer position = shown.size() < 2 ? null : view.position(shown.get(1).entryId());
          int first = position == null ? view.size() : position;
          boolean cut = !shown.isEmpty() && shown.get(0).kind().equals(Checkpoint.KIND);
          if (cut && first < view.compaction() && !view.isSpokenByUser(first)) {
            int user = first;
            while (user >= 0 && !view.isSpokenByUser(user)) {
              user--;
            }
            assertThat(user < 0 || view.keptUserIds().contains(path.get(user).id())).isTrue();
            moved[0]++;
          }
        });
    assertThat(moved[0]).isPositive();
  }
}
