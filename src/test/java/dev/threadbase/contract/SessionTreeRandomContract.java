package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.Importer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever became of a family of threads, its folders say the same. */
abstract class SessionTreeRandomContract extends SessionTreeContract {

  private static final int STEPS = 60;

  private final List<String> family = new ArrayList<>(List.of("root"));

  private void live(Random random) {
    threads.createThread(ThreadMeta.builder("root").sessionId("root").build());
    for (int step = 0; step < STEPS; step++) {
      String thread = family.get(random.nextInt(family.size()));
      List<Entry> entries = threads.entries(thread);
      String any = entries.isEmpty() ? null : entries.get(random.nextInt(entries.size())).id();
      int what = random.nextInt(10);
      if (any == null || what < 6) {
        say(thread, "e" + step);
      } else if (what == 6) {
        sayAfter(thread, any, "e" + step);
      } else if (what == 7) {
        threads.moveLeaf(thread, any);
      } else {
        family.add(threads.fork(ForkOptions.of(thread).at(any).as("f" + step)).id());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aFamilyOfThreadsSaysTheSameInItsFolders(long seed) {
    live(new Random(seed));
    ExportReport export = exportAll("root");
    assertThat(export.threadIds()).containsExactlyInAnyOrderElementsOf(family);
    assertThat(export.losses()).allMatch(loss -> loss.name().equals("leaf"));
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (Path file : Importer.files(out())) {
        assertThat(target.importer().importFile(file, ImportOptions.DEFAULT).leftOut()).isZero();
      }
      for (String thread : family) {
        boolean kept = !leavesLost(export).contains(thread);
        assertThat(second(thread).said().equals(said(thread))).as(thread).isEqualTo(kept);
        assertThat(ids(target.threads().path(thread)))
            .isEqualTo(second(thread).path().stream().map(e -> e.path("id").asString()).toList());
        String origin = threads.thread(thread).forkedFromThreadId();
        String point = target.threads().thread(thread).forkedFromEntryId();
        assertThat(origin == null || holds(target, origin, String.valueOf(point))).isTrue();
      }
      assertThat(target.verify().problems()).isEmpty();
    }
  }

  private static boolean holds(Threadbase target, String thread, String entryId) {
    return target.threads().entries(thread).stream().anyMatch(e -> e.id().equals(entryId));
  }
}
