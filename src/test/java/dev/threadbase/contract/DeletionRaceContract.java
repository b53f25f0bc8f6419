package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Unreached;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class DeletionRaceContract extends Contract {

  private static final int ROUNDS = 15;

  @Test
  void forkOfThreadThatIsDeletedIsWholeOrRefused() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Entry> path = thread("t", 3);
      List<Optional<ThreadMeta>> outcomes =
          Crowd.run(4, member -> member == 0 ? delete("t") : fork("t", path.get(1)));

      assertThat(threads.findThread("t")).isEmpty();
      List<ThreadMeta> forks = outcomes.stream().flatMap(Optional::stream).toList();
      for (ThreadMeta fork : forks) {
        assertThat(threads.path(fork.id())).isEqualTo(path.subList(0, 2));
      }
      assertThat(Unreached.segments(database)).isEmpty();
      forks.forEach(fork -> threads.deleteThread(fork.id()));
      assertNothingIsLeft();
    }
  }

  @Test
  void deletionsThatShareSegmentsLeaveNothing() {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> family = family();
      Crowd.run(family.size(), member -> delete(family.get(member)));
      assertNothingIsLeft();
    }
  }

  @Test
  void deletionsThatShareSegmentsSpareWhatSurvives() {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> family = family();
      String survivor = family.remove(round % family.size());
      List<Entry> path = threads.path(survivor);
      Crowd.run(family.size(), member -> delete(family.get(member)));

      assertThat(threads.path(survivor)).isEqualTo(path);
      assertThat(threads.append(survivor, NewEntry.raw(EntryType.CUSTOM, "{}")).parentId())
          .isEqualTo(path.get(path.size() - 1).id());
      assertThat(Unreached.segments(database)).isEmpty();
      threads.deleteThread(survivor);
      assertNothingIsLeft();
    }
  }

  @Test
  void appendsToThreadThatIsDeletedAreWholeOrRefused() {
    for (int round = 0; round < ROUNDS; round++) {
      thread("t", 2);
      Crowd.run(4, member -> member == 0 ? delete("t") : appendUntilGone("t"));
      assertNothingIsLeft();
    }
  }

  /** A thread, three forks of it at different entries, and a fork of each of those. */
  private List<String> family() {
    List<Entry> root = thread("root", 4);
    List<String> family = new ArrayList<>(List.of("root"));
    for (int i = 0; i < 3; i++) {
      ThreadMeta child = threads.fork(ForkOptions.of("root").at(root.get(i).id()));
      Entry own = append(child.id(), 2).get(0);
      ThreadMeta grandchild = threads.fork(ForkOptions.of(child.id()).at(own.id()));
      append(grandchild.id(), 1);
      family.addAll(List.of(child.id(), grandchild.id()));
    }
    return family;
  }

  private List<Entry> thread(String threadId, int entries) {
    threads.createThread(ThreadMeta.builder(threadId).build());
    return append(threadId, entries);
  }

  private List<Entry> append(String threadId, int entries) {
    return IntStream.range(0, entries)
        .mapToObj(number -> threads.append(threadId, NewEntry.raw(EntryType.CUSTOM, "{}")))
        .toList();
  }

  private Optional<ThreadMeta> delete(String threadId) {
    threads.deleteThread(threadId);
    return Optional.empty();
  }

  private Optional<ThreadMeta> fork(String threadId, Entry entry) {
    try {
      return Optional.of(threads.fork(ForkOptions.of(threadId).at(entry.id())));
    } catch (ThreadNotFound | EntryNotFound deleted) {
      return Optional.empty();
    }
  }

  private Optional<ThreadMeta> appendUntilGone(String threadId) {
    try {
      while (true) {
        append(threadId, 1);
      }
    } catch (ThreadNotFound deleted) {
      return Optional.empty();
    }
  }

  private void assertNothingIsLeft() {
    for (String table : List.of("threads", "entries", "segments", "sessions")) {
      assertThat(Unreached.rows(database, table)).as(table).isZero();
    }
  }
}
