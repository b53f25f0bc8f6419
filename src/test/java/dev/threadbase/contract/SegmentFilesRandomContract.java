package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.Threadbase;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a store, it goes in, grows, and goes out byte for byte. */
abstract class SegmentFilesRandomContract extends SegmentFilesContract {

  private static final int LOGS = 6;

  /** A log as it lies on disk, and how many entries the reference would count in it. */
  private static final class Made {
    final SegmentAddress address;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long entries;
    boolean damaged;

    Made(SegmentAddress address) {
      this.address = address;
    }

    void add(String text) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void entry(String line) {
      add(line);
      entries++;
    }
  }

  private void grow(Made log, Random random, int lines) {
    for (int i = 0; i < lines; i++) {
      String end = random.nextInt(5) == 0 ? "\r\n" : "\n";
      switch (random.nextInt(12)) {
        case 0 -> log.add(" ".repeat(random.nextInt(3)) + end);
        case 1 -> damage(log, "{\"kind\":\"future\",\"ts\":1,\"n\":" + i + "}" + end);
        case 2 -> damage(log, "{\"kind\":\"turn_end\",\"ts\"" + turnEnd(i) + end);
        case 3 -> {
          log.bytes.writeBytes(new byte[] {'"', (byte) (0x80 + random.nextInt(0x40)), 0});
          damage(log, end);
        }
        case 4 ->
            log.entry(
                "{\"zzz\":" + i + ",\"ts\":1,\"kind\":\"invoke\",\"trigger\":\"wakeup\"}" + end);
        case 5 -> log.entry(startFrom("compacted_from", random.nextInt(LOGS), i) + end);
        case 6, 7 -> log.entry(turnEnd(random.nextInt(9)) + end);
        default -> log.entry(input("t" + random.nextInt(1000) + "漢") + end);
      }
    }
  }

  private static void damage(Made log, String line) {
    log.entry(line);
    log.damaged = true;
  }

  private List<Made> make(Random random) {
    List<Made> logs = new ArrayList<>();
    for (int i = 0; i < LOGS; i++) {
      Made log = new Made(segment(i));
      int source = random.nextInt(LOGS);
      boolean fork = source != i && random.nextBoolean();
      log.entry((fork ? startFrom("forked_from", source, random.nextInt(5)) : start()) + "\n");
      grow(log, random, random.nextInt(40));
      logs.add(log);
    }
    return logs;
  }

  private void onDisk(List<Made> logs, Random random) {
    for (Made log : logs) {
      byte[] whole = log.bytes.toByteArray();
      ByteArrayOutputStream torn = new ByteArrayOutputStream();
      torn.writeBytes(whole);
      if (random.nextInt(3) == 0) {
        byte[] next = input("漢").getBytes(StandardCharsets.UTF_8);
        torn.write(next, 0, 1 + random.nextInt(next.length - 1));
      }
      write(log(store(), log.address), torn.toByteArray());
    }
  }

  private void givenBack() {
    exportAll();
    assertThat(contents(out())).isEqualTo(contents(store()));
    verified();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aStoreGoesInAndGrowsAndGoesOutByteForByte(long seed) {
    Random random = new Random(seed);
    List<Made> logs = make(random);
    for (int round = 0; round < 3; round++) {
      onDisk(logs, random);
      List<ImportReport> reports = loadAll(store());
      assertThat(reports).flatExtracting(SegmentFilesContract::codes).doesNotContain("rewritten");
      for (Made log : logs) {
        assertThat(segments.readEntryCount(log.address)).isEqualTo(log.entries);
        assertThat(segments.readLeniently(log.address).problems().isEmpty())
            .isEqualTo(!log.damaged);
      }
      givenBack();
      assertThat(loadAll(store())).extracting(ImportReport::stored).containsOnly(0L);
      logs.forEach(log -> grow(log, random, random.nextInt(10)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void whatWasWrittenHereIsReadElsewhere(long seed) {
    Random random = new Random(seed);
    List<Made> logs = make(random);
    onDisk(logs, random);
    loadAll(store());
    for (Made log : logs) {
      long cut = random.nextInt((int) log.entries + 1);
      if (random.nextBoolean()) {
        cutIfPossible(log.address, cut);
      }
      if (random.nextBoolean()) {
        segments.append(log.address, LogEntry.parse(input("here")));
      }
    }
    exportAll();
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (Path file : Importer.files(out())) {
        target.importer().importFile(file, ImportOptions.DEFAULT);
      }
      for (Made log : logs) {
        assertThat(target.segments().readLeniently(log.address).records())
            .isEqualTo(segments.readLeniently(log.address).records());
        assertThat(target.segments().readEntryCount(log.address))
            .isEqualTo(segments.readEntryCount(log.address));
      }
      assertThat(target.verify().problems()).isEmpty();
    }
    assertThat(loadAll(out())).extracting(ImportReport::stored).containsOnly(0L);
    verified();
  }

  private void cutIfPossible(SegmentAddress address, long entries) {
    try {
      segments.truncate(address, entries, WriteCondition.NONE);
    } catch (TruncationRefused needed) {
      assertThat(needed.entries()).isEqualTo(entries);
    }
  }
}

class SqliteSegmentFilesRandomTest extends SegmentFilesRandomContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFilesRandomTest extends SegmentFilesRandomContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
