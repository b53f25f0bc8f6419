package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.process.WritingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

abstract class ConcurrencyContract extends Contract {

  private static final int WRITERS = 16;

  @Test
  void sixteenWritersOfOneThreadLoseNothing() {
    create("t");
    int appends = 25;
    List<List<Entry>> written = Crowd.run(WRITERS, writer -> appendAlone("t", appends));

    List<Entry> path = threads.path("t");
    assertThat(path).containsExactlyInAnyOrderElementsOf(flat(written)).hasSize(WRITERS * appends);
    assertDense(path);
    for (List<Entry> mine : written) {
      assertThat(path).containsSubsequence(mine);
    }
    assertThat(threads.entries("t")).isEqualTo(path);
  }

  @Test
  void fourProcessesOfFourWritersLoseNothing() {
    create("t");
    List<ChildJvm> children =
        IntStream.range(0, 4)
            .mapToObj(number -> ChildJvm.start(WritingProcess.class, database, "t", 4, 15))
            .toList();
    try {
      children.forEach(ChildJvm::awaitReady);
      children.forEach(ChildJvm::go);
      List<String> acknowledged =
          children.stream().flatMap(child -> child.finish().stream()).toList();

      List<Entry> path = threads.path("t");
      assertThat(path).extracting(Entry::id).containsExactlyInAnyOrderElementsOf(acknowledged);
      assertThat(path).hasSize(4 * 4 * 15);
      assertDense(path);
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  @Test
  void oneOfSixteenWritersWinsEachPosition() {
    create("t");
    String leaf = null;
    for (int round = 0; round < 10; round++) {
      AppendOptions expecting = AppendOptions.DEFAULT.expectingLeaf(leaf);
      List<Object> outcomes = Crowd.run(WRITERS, writer -> appendOrMoved(expecting));
      List<Entry> winners = only(Entry.class, outcomes);
      assertThat(winners).hasSize(1);
      assertThat(winners.get(0).seq()).isEqualTo(round);
      String winner = winners.get(0).id();
      List<HeadMoved> losers = only(HeadMoved.class, outcomes);
      assertThat(losers).hasSize(WRITERS - 1);
      assertThat(losers).extracting(HeadMoved::expectedLeafId).containsOnly(leaf);
      assertThat(losers).extracting(HeadMoved::actualLeafId).containsOnly(winner);
      leaf = winner;
    }
    assertDense(threads.path("t"));
  }

  @Test
  void writersThatFollowTheHeadAllGetThrough() {
    create("t");
    List<List<Entry>> written = Crowd.run(WRITERS, writer -> appendFollowing(5));

    List<Entry> path = threads.path("t");
    assertThat(path).containsExactlyInAnyOrderElementsOf(flat(written)).hasSize(WRITERS * 5);
    assertDense(path);
  }

  @Test
  void readersSeeOnlyWholeAppendsInOrder() {
    create("t");
    AtomicInteger writing = new AtomicInteger(2);
    List<List<Entry>> last =
        Crowd.run(
            4,
            member -> {
              if (member >= 2) {
                return readGrowingPath(writing);
              }
              try {
                IntStream.range(0, 40).forEach(batch -> appendThree("t", member + "." + batch));
              } finally {
                writing.decrementAndGet();
              }
              return List.of();
            });

    assertThat(last.get(2)).isEqualTo(threads.path("t")).hasSize(2 * 40 * 3);
    assertThat(last.get(3)).isEqualTo(last.get(2));
    assertDense(last.get(2));
  }

  @Test
  void forksOfOneEntryStayApart() {
    create("source");
    List<Entry> shared = appendAlone("source", 3);
    ForkOptions middle = ForkOptions.of("source").at(shared.get(1).id());
    List<ThreadMeta> forks = List.of(threads.fork(middle), threads.fork(middle));
    List<List<Entry>> written = Crowd.run(4, member -> appendAlone(forks.get(member % 2).id(), 20));

    assertThat(threads.path("source")).isEqualTo(shared);
    for (int fork = 0; fork < 2; fork++) {
      List<Entry> path = threads.path(forks.get(fork).id());
      assertThat(path.subList(0, 2)).isEqualTo(shared.subList(0, 2));
      List<Entry> own = path.subList(2, path.size());
      assertThat(own)
          .containsExactlyInAnyOrderElementsOf(
              flat(List.of(written.get(fork), written.get(fork + 2))));
      assertDense(own);
    }
  }

  @Test
  void writersOfDifferentThreadsDoNotMeet() {
    IntStream.range(0, WRITERS).forEach(number -> create("t" + number));
    List<List<Entry>> written = Crowd.run(WRITERS, number -> appendAlone("t" + number, 25));

    for (int number = 0; number < WRITERS; number++) {
      assertThat(threads.path("t" + number)).isEqualTo(written.get(number));
      assertDense(written.get(number));
    }
  }

  private List<Entry> readGrowingPath(AtomicInteger writing) {
    List<Entry> before = List.of();
    boolean more = true;
    while (more) {
      more = writing.get() > 0;
      List<Entry> now = threads.path("t");
      assertThat(now.size()).isGreaterThanOrEqualTo(before.size());
      assertThat(now.subList(0, before.size())).isEqualTo(before);
      assertThat(now.size() % 3).isZero();
      for (int i = 0; i < now.size(); i++) {
        assertThat(now.get(i).turnId()).isEqualTo(now.get(i - i % 3).turnId());
      }
      before = now;
    }
    return before;
  }

  private Object appendOrMoved(AppendOptions options) {
    try {
      return threads.append("t", anEntry(), options);
    } catch (HeadMoved moved) {
      return moved;
    }
  }

  private List<Entry> appendFollowing(int appends) {
    List<Entry> written = new ArrayList<>();
    String leaf = threads.thread("t").leafId();
    while (written.size() < appends) {
      Object outcome = appendOrMoved(AppendOptions.DEFAULT.expectingLeaf(leaf));
      if (outcome instanceof HeadMoved moved) {
        assertThat(moved.actualLeafId()).isNotEqualTo(leaf);
        leaf = moved.actualLeafId();
      } else {
        written.add((Entry) outcome);
        leaf = ((Entry) outcome).id();
      }
    }
    return written;
  }

  private void appendThree(String threadId, String turn) {
    NewEntry entry = anEntry().inTurn(turn);
    threads.appendAll(threadId, List.of(entry, entry, entry), AppendOptions.DEFAULT);
  }

  private List<Entry> appendAlone(String threadId, int appends) {
    return IntStream.range(0, appends)
        .mapToObj(number -> threads.append(threadId, anEntry()))
        .toList();
  }

  private void create(String threadId) {
    threads.createThread(ThreadMeta.builder(threadId).build());
  }

  private static NewEntry anEntry() {
    return NewEntry.raw(EntryType.CUSTOM, "{}");
  }

  private static List<Entry> flat(List<List<Entry>> lists) {
    return lists.stream().flatMap(Collection::stream).toList();
  }

  private static <T> List<T> only(Class<T> type, List<Object> outcomes) {
    return outcomes.stream()
        .map(outcome -> Optional.of(outcome).filter(type::isInstance).map(type::cast))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Entries of one segment and one thread, one right behind the other. */
  private static void assertDense(List<Entry> entries) {
    List<Long> expected = LongStream.range(0, entries.size()).boxed().toList();
    assertThat(entries).extracting(Entry::seq).isEqualTo(expected);
    assertThat(entries).extracting(Entry::ordinal).isEqualTo(expected);
    assertThat(entries).extracting(Entry::segmentId).containsOnly(entries.get(0).segmentId());
    for (int i = 1; i < entries.size(); i++) {
      assertThat(entries.get(i).parentId()).isEqualTo(entries.get(i - 1).id());
    }
  }
}
