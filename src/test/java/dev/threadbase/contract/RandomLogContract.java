package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Durability;
import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs that share, beside logs that copy: whatever is done to them, they say the same. */
abstract class RandomLogContract extends LogContract {

  private static final int SEQUENCES = 10;
  private static final int CAMPAIGN_SEQUENCES = 2_000;
  private static final int STEPS = 30;
  private static final long NOW = 1_700_000_000_000L;

  /** An end that a log has or had, and what it held then. */
  private record Seen(SegmentHead head, LogModel.Copy then) {}

  private Random random = new Random(0);
  private LogModel model = new LogModel(SESSION);
  private RandomLogEntries entries = new RandomLogEntries(random, SESSION);
  private final List<Seen> seen = new ArrayList<>();

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.durability(Durability.NORMAL).clock(new SettableClock(Instant.ofEpochMilli(NOW)));
  }

  @Test
  void everyLogSaysWhatACopyWouldSay() {
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      check(seed);
    }
  }

  @Test
  @Tag("campaign")
  void everyLogSaysWhatACopyWouldSayForFreshSeeds() {
    long start = System.nanoTime();
    for (long seed = start; seed < start + CAMPAIGN_SEQUENCES; seed++) {
      check(seed);
    }
  }

  private void check(long seed) {
    random = new Random(seed);
    UUID session = new UUID(seed, 1);
    model = new LogModel(session);
    entries = new RandomLogEntries(random, session);
    seen.clear();
    try {
      beginOne();
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      compare();
      assertThat(threadbase.verify().problems()).isEmpty();
      segments.deleteSession(session, false);
      assertThat(EveryRow.of(database).values()).allMatch(List::isEmpty);
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private void step() {
    int choice = model.logs.isEmpty() ? 0 : random.nextInt(100);
    if (choice < 4) {
      beginOne();
    } else if (choice < 45) {
      append(any());
    } else if (choice < 60) {
      fork(any());
    } else if (choice < 70) {
      forkWhereSomebodyWas();
    } else if (choice < 85) {
      truncate(any());
    } else if (choice < 91) {
      compact(any());
    } else if (choice < 97) {
      ensureHead(any());
    } else {
      UUID log = any();
      threads.deleteThread(log.toString());
      model.delete(log);
      seen.removeIf(each -> each.head().address().segmentId().equals(log));
    }
  }

  private void beginOne() {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    List<LogEntry> begin = entries.beginning();
    see(segments.createSegment(at(id), begin), model.create(id, begin));
  }

  private void append(UUID log) {
    List<LogEntry> more = entries.some();
    LogModel.Copy copy = model.logs.get(log);
    SegmentHead head =
        segments.appendAll(at(log), more, WriteCondition.atCount(copy.entries.size()));
    copy.append(more);
    see(head, copy);
  }

  private void fork(UUID log) {
    long turn = entries.turn();
    SegmentFork fork = SegmentFork.strictlyAt(at(log), turn);
    if (!model.has(log, turn)) {
      assertThatThrownBy(() -> segments.forkAt(fork, List.of())).isInstanceOf(TurnNotFound.class);
    }
    Set<CarryOver> taken = anything();
    SegmentFork lenient = SegmentFork.at(at(log), turn).carrying(taken);
    SegmentHead head = segments.forkAt(lenient, List.of());
    see(head, model.forkAt(log, turn, taken, head.address().segmentId(), NOW));
  }

  /** As a writer does that finds out that somebody else wrote or cut its log. */
  private void forkWhereSomebodyWas() {
    if (seen.isEmpty()) {
      return;
    }
    Seen was = seen.get(random.nextInt(seen.size()));
    UUID source = was.head().address().segmentId();
    LogModel.Copy now = model.logs.get(source);
    if (!now.entries.equals(was.then().entries)) {
      assertThatThrownBy(() -> segments.append(was.head(), entries.some().get(0)))
          .isInstanceOf(SegmentHeadMoved.class);
    }
    Set<CarryOver> taken = anything();
    List<LogEntry> more = entries.some();
    SegmentHead head = segments.forkAt(SegmentFork.atHead(was.head(), 5).carrying(taken), more);
    LogModel.Copy fork =
        model.fork(
            was.then(),
            was.then().entries.size(),
            new SegmentOrigin(source, 5),
            taken,
            head.address().segmentId(),
            NOW);
    fork.append(more);
    see(head, fork);
  }

  private void truncate(UUID log) {
    LogModel.Copy copy = model.logs.get(log);
    int count = random.nextInt(copy.entries.size() + 1);
    try {
      SegmentHead head = segments.truncate(at(log), count, WriteCondition.NONE).head();
      assertThat(model.isLeftBehind(log, count, false)).isFalse();
      copy.truncate(count);
      see(head, copy);
    } catch (TruncationRefused refused) {
      assertThat(model.isLeftBehind(log, count, true)).isTrue();
    }
  }

  private void compact(UUID log) {
    StartState state = entries.state();
    SegmentHead head = segments.createCompactedSegment(at(log), state, 3);
    LogModel.Copy copy = model.logs.get(log);
    LogEntry start = start(state, null, new SegmentOrigin(log, 3));
    see(head, model.begin(head.address().segmentId(), start, copy, copy.entries.size()));
  }

  private void ensureHead(UUID log) {
    LogModel.Copy copy = model.logs.get(log);
    int count = copy.entries.size();
    int tally = Math.max(0, count + random.nextInt(3) - 1);
    StartState state = entries.state();
    SegmentHead head = segments.ensureHeadOrFork(at(log), tally, 3, state);
    if (tally == count) {
      assertThat(head.address()).isEqualTo(at(log));
    } else {
      LogEntry start = start(state, new SegmentOrigin(log, 3), null);
      int shared = Math.min(tally, count);
      see(head, model.begin(head.address().segmentId(), start, copy, shared));
    }
  }

  private LogEntry start(StartState state, SegmentOrigin fork, SegmentOrigin compaction) {
    return new LogEntry.SegmentStart(
        NOW,
        model.sessionId,
        state.systemPrompt(),
        state.config(),
        state.history(),
        fork,
        compaction);
  }

  private void compare() {
    assertThat(segments.listSegments(model.sessionId))
        .containsExactlyInAnyOrderElementsOf(model.logs.keySet());
    model.logs.forEach(
        (id, copy) -> {
          SegmentAddress log = at(id);
          List<LogRecord> all = segments.read(log, 0, Long.MAX_VALUE);
          assertThat(all).extracting(LogRecord::entry).isEqualTo(copy.log());
          assertThat(segments.readLeniently(log).records()).isEqualTo(all);
          assertThat(segments.readEntryCount(log)).isEqualTo(all.size());
          for (ReplayOptions options : List.of(ReplayOptions.DEFAULT, ReplayOptions.REFERENCE)) {
            assertThat(segments.restored(log, options).state()).isEqualTo(copy.state(options));
          }
          ReplayOptions continued = ReplayOptions.DEFAULT.withContinuedTurns(true);
          assertThat(segments.turnCount(log)).isEqualTo(copy.turn());
          assertThat(segments.restored(log, continued).state().turnCount()).isEqualTo(copy.turn());
          int from = random.nextInt(all.size() + 1);
          int to = from + random.nextInt(4);
          assertThat(segments.read(log, from, to))
              .isEqualTo(all.subList(from, Math.min(to, all.size())));
        });
  }

  private void see(SegmentHead head, LogModel.Copy copy) {
    assertThat(head.count()).isEqualTo(copy.entries.size());
    seen.add(new Seen(head, copy.snapshot()));
  }

  private SegmentAddress at(UUID log) {
    return new SegmentAddress(model.sessionId, log);
  }

  private UUID any() {
    return List.copyOf(model.logs.keySet()).get(random.nextInt(model.logs.size()));
  }

  private Set<CarryOver> anything() {
    Set<CarryOver> taken = EnumSet.allOf(CarryOver.class);
    taken.removeIf(part -> random.nextBoolean());
    return taken;
  }
}

class SqliteRandomLogTest extends RandomLogContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresRandomLogTest extends RandomLogContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
