package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Exporter;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Loss;
import dev.threadbase.transfer.Loss.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What of a random thread is missing after a conversion is reported, and nothing that came through.
 * Every value in the thread is a word that is nowhere else in it.
 */
abstract class ConversionRandomContract extends TransferContract {

  private static final int ENTRIES = 40;
  private static final int CAMPAIGN_THREADS = 200;
  private static final String THREAD = "0195f0a0-7777-7222-8333-444455556666";

  private final List<RandomSaying> sayings = new ArrayList<>();

  private void live(Random random) {
    threads.createThread(ThreadMeta.builder(THREAD).build());
    for (int i = 0; i < ENTRIES; i++) {
      RandomSaying saying = RandomSaying.make(random, i);
      sayings.add(saying);
      boolean aside = i > 0 && random.nextInt(5) == 0;
      Entry parent = aside ? any(random) : null;
      threads.append(
          THREAD,
          saying.entry(),
          parent == null ? AppendOptions.DEFAULT : AppendOptions.DEFAULT.after(parent.id()));
    }
  }

  private Entry any(Random random) {
    List<Entry> entries = threads.entries(THREAD);
    return entries.get(random.nextInt(entries.size()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsMissingIsReportedAndNothingElse(long seed) {
    check(seed);
  }

  @Test
  @Tag("campaign")
  void whatIsMissingIsReportedForFreshSeeds() {
    long start = System.nanoTime();
    for (long seed = start; seed < start + CAMPAIGN_THREADS; seed++) {
      try {
        check(seed);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
      threads.deleteThread(THREAD);
      sayings.clear();
    }
  }

  private void check(long seed) {
    live(new Random(seed));
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (String format : Importer.formats()) {
        if (!format.equals("native") && !Exporter.isFolder(format)) {
          convert(format, target);
        }
      }
    }
  }

  private void convert(String format, Threadbase target) {
    Path file = folder.resolve(format + ".jsonl");
    ExportReport report = threadbase.exporter().export(THREAD, format, file);
    assertThat(Samples.lines(file)).as(format).hasSize((int) report.lines());
    ImportReport read = target.importer().importFile(file, ImportOptions.DEFAULT.as(format));
    assertThat(read.warnings()).as(format).isEmpty();
    String id = Objects.requireNonNull(read.threadId());
    String payloads =
        target.threads().entries(id).stream()
            .map(entry -> entry.payload() + " " + entry.turnId())
            .collect(Collectors.joining("\n"));
    Map<String, Long> expected = expected(payloads, report);
    Map<String, Long> told = new TreeMap<>();
    for (Loss loss : report.losses()) {
      if (loss.kind() != Kind.THREAD && !RandomSaying.NOT_WORDS.contains(loss.name())) {
        told.put(loss.kind() + " " + loss.name(), loss.count());
      }
    }
    assertThat(told).as(format).isEqualTo(expected);
    assertThat(report.entries())
        .as(format)
        .isEqualTo(ENTRIES - count(told, Kind.ENTRY) - count(told, Kind.BRANCH));
    checkTree(target, id, report, format);
    target.threads().deleteThread(id);
  }

  private static long count(Map<String, Long> told, Kind kind) {
    return told.entrySet().stream()
        .filter(each -> each.getKey().startsWith(kind + " "))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The losses, by looking for every word in what arrived. */
  private Map<String, Long> expected(String payloads, ExportReport report) {
    boolean linear = report.losses().stream().anyMatch(loss -> loss.kind() == Kind.BRANCH);
    Set<String> path = new HashSet<>(ids(threads.path(THREAD)));
    Map<String, Long> expected = new TreeMap<>();
    for (RandomSaying saying : sayings) {
      Set<String> missing = saying.missing(payloads);
      if (linear && !path.contains(saying.id())) {
        assertThat(missing).isEqualTo(saying.fields());
        expected.merge(Kind.BRANCH + " " + saying.type(), 1L, Long::sum);
      } else if (missing.equals(saying.fields())) {
        expected.merge(Kind.ENTRY + " " + saying.type(), 1L, Long::sum);
      } else {
        saying
            .lost(missing)
            .forEach(field -> expected.merge(Kind.FIELD + " " + field, 1L, Long::sum));
      }
    }
    return expected;
  }

  /** What follows what, among the entries that arrived. */
  private void checkTree(Threadbase target, String id, ExportReport report, String format) {
    List<Entry> arrived = target.threads().entries(id);
    List<String> before = marks(threads.path(THREAD));
    List<String> after = marks(target.threads().path(id));
    boolean leafLost = report.losses().stream().anyMatch(loss -> loss.name().equals("leaf"));
    Set<String> there = new HashSet<>(marks(arrived));
    before.removeIf(mark -> !there.contains(mark));
    if (!leafLost) {
      assertThat(after).as(format).isEqualTo(before);
    }
    for (Entry entry : threads.entries(THREAD)) {
      List<String> mark = marks(List.of(entry));
      if (!mark.isEmpty() && there.contains(mark.get(0))) {
        List<String> wanted = marks(threads.path(THREAD, entry.id()));
        wanted.removeIf(each -> !there.contains(each));
        Entry found =
            arrived.stream()
                .filter(each -> marks(List.of(each)).equals(mark))
                .findFirst()
                .orElseThrow();
        assertThat(marks(target.threads().path(id, found.id()))).as(format).isEqualTo(wanted);
      }
    }
  }

  /** The words that stand for entries, in order. */
  private static List<String> marks(List<Entry> entries) {
    return entries.stream()
        .map(entry -> RandomSaying.mark(entry.payload()))
        .filter(mark -> !mark.isEmpty())
        .distinct()
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
