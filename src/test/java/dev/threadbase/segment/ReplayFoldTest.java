package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replay that is fed step by step, and forks that take more than a start. */
class ReplayFoldTest {

  private static final long SEED = 20260101;
  private static final Set<CarryOver> NOTHING = EnumSet.noneOf(CarryOver.class);

  private static final UUID FORK = new UUID(1, 1);

  private final RandomEntries random = new RandomEntries(SEED);
  private final RestoredState parent = Replay.collectState(fullLog());

  @Test
  void stateAfterEachEntryIsThatOfTheLogUpToIt() {
    List<LogEntry> log = random.log(100);
    ReplayFold fold = Replay.fold();
    for (int i = 0; i < log.size(); i++) {
      fold.add(log.get(i));
      assertThat(fold.state(ReplayOptions.DEFAULT))
          .isEqualTo(Replay.collectState(log.subList(0, i + 1)));
    }
  }

  @Test
  void stateDoesNotChangeWhenTheReplayGoesOn() {
    ReplayFold fold = Replay.fold();
    fullLog().forEach(fold::add);
    RestoredState before = fold.state(ReplayOptions.DEFAULT);
    fullLog().forEach(fold::add);
    assertThat(before).isEqualTo(parent);
  }

  @Test
  void forkThatCarriesNothingIsAFreshReplayOfItsStart() {
    LogEntry.SegmentStart start = parent.startOf(5, FORK, null);
    ReplayFold fold = parentFold();
    fold.fork(FORK, NOTHING, 12);
    assertThat(fold.state(ReplayOptions.DEFAULT)).isEqualTo(Replay.collectState(List.of(start)));
  }

  @ParameterizedTest
  @EnumSource(CarryOver.class)
  void forkTakesFromItsParentWhatIsCarriedAndNoMore(CarryOver carried) {
    ReplayFold fold = parentFold();
    fold.fork(FORK, EnumSet.of(carried), 12);
    RestoredState state = fold.state(ReplayOptions.DEFAULT);
    RestoredState bare = Replay.collectState(List.of(parent.startOf(5, FORK, null)));
    assertThat(state.turnCount()).isEqualTo(carried == CarryOver.TURN_COUNT ? 12 : 0);
    assertThat(state.podScope())
        .isEqualTo(carried == CarryOver.POD_SCOPE ? parent.podScope() : bare.podScope());
    assertThat(state.usageHistory())
        .isEqualTo(carried == CarryOver.USAGE ? parent.usageHistory() : bare.usageHistory());
    assertThat(state.userSegments())
        .isEqualTo(carried == CarryOver.TYPED_INPUTS ? parent.userSegments() : bare.userSegments());
    assertThat(state.history()).isEqualTo(parent.history());
    assertThat(state.extensions()).isEmpty();
    assertThat(state.lastRunInterrupted()).isEqualTo(carried == CarryOver.OPEN_RUN);
    assertThat(state.entriesCount()).isEqualTo(1);
  }

  @Test
  void carriedListsGrowWithTheFork() {
    ReplayFold fold = parentFold();
    fold.fork(FORK, EnumSet.allOf(CarryOver.class), 12);
    fold.add(new LogEntry.UserInput(1, List.of(InputSegment.text("more"))));
    fold.add(new LogEntry.LlmUsage(1, new UsageRecord(9, 9, 9, 9, 9)));
    RestoredState state = fold.state(ReplayOptions.DEFAULT);
    assertThat(state.userSegments()).hasSize(parent.userSegments().size() + 1);
    assertThat(state.usageHistory()).hasSize(parent.usageHistory().size() + 1);
    assertThat(state.turnCount()).isEqualTo(12);
    assertThat(state.entriesCount()).isEqualTo(3);
  }

  @Test
  void startOfAStateHasItsPromptConfigurationAndHistory() {
    Random seeds = new Random(SEED);
    for (int run = 0; run < 100; run++) {
      RestoredState state = Replay.collectState(new RandomEntries(seeds.nextLong()).log(30));
      LogEntry.SegmentStart start = state.startOf(7, new UUID(3, 3), null);
      RestoredState again = Replay.collectState(List.of(start));
      assertThat(again.history()).isEqualTo(state.history());
      assertThat(again.config()).isEqualTo(state.config());
      assertThat(again.systemPrompt()).isEqualTo(state.systemPrompt());
      assertThat(again.startOf(7, new UUID(3, 3), null)).isEqualTo(start);
    }
  }

  /** A replay up to where it is forked. */
  private static ReplayFold parentFold() {
    ReplayFold fold = Replay.fold();
    fullLog().forEach(fold::add);
    return fold;
  }

  private static List<LogEntry> fullLog() {
    List<LogEntry> log = new ArrayList<>(new RandomEntries(SEED).log(300));
    log.add(new PodScopeSnapshot(List.of(), List.of()).toEntry(1));
    log.add(new LogEntry.LlmUsage(1, new UsageRecord(1, 2, 3, 4, 5)));
    log.add(new LogEntry.UserInput(1, List.of(InputSegment.text("q"))));
    log.add(new LogEntry.TurnEnd(1, 12));
    log.add(new LogEntry.Invoke(1, Trigger.WAKEUP));
    return log;
  }
}
