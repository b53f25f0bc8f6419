package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.TransferringProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.SqliteTestDatabase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files much larger than the heap of the process that imports and exports them. */
class SqliteTransferMemoryTest {

  private static final int HEAP_MEGABYTES = 30;
  private static final int LINES = 16_500;
  private static final int LOG_HEAP_MEGABYTES = 24;
  private static final int CAMPAIGN_HEAP_MEGABYTES = 64;
  private static final int CAMPAIGN_LINES = 1_900_000;
  private static final int LOG_LINES = 8_800;
  private static final int CAMPAIGN_LOG_LINES = 1_000_000;
  private static final int NEW_LINES = 1_000;
  private static final String SAID = "said ".repeat(70);
  private static final String SAID_MORE = SAID + "and more ".repeat(18);
  private static final int LONGER = 6;

  @TempDir Path folder;
  private SqliteTestDatabase database;

  @BeforeEach
  void create() {
    database = SqliteTestDatabase.durable();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** 36 MB, of lines of 2,300 bytes, in 30 MB. */
  @Test
  void aFileIsImportedAndExportedInLessMemoryThanItsLength() throws IOException {
    check(HEAP_MEGABYTES, LINES, SAID.repeat(LONGER));
  }

  /** 1 GB of lines of 540 bytes in 64 MB. */
  @Tag("campaign")
  @Test
  void aGigabyteIsImportedAndExportedInTheHeapOfASmallFile() throws IOException {
    check(CAMPAIGN_HEAP_MEGABYTES, CAMPAIGN_LINES, SAID);
  }

  /** 28 MB each, in 24 MB; a second import of the log knows every line. */
  @Test
  void aLogAndItsTraceAreImportedInLessMemoryThanTheirLength() throws IOException {
    checkLog(LOG_HEAP_MEGABYTES, LOG_LINES, SAID_MORE.repeat(LONGER));
  }

  /** 600 MB each, of lines of 600 bytes, in 64 MB. */
  @Tag("campaign")
  @Test
  void aLogAndItsTraceOfManyMegabytesAreImportedInTheHeapOfASmallFile() throws IOException {
    checkLog(CAMPAIGN_HEAP_MEGABYTES, CAMPAIGN_LOG_LINES, SAID_MORE);
  }

  private void checkLog(int heap, int lines, String said) throws IOException {
    String session = "01900000-0000-7000-8000-000000000001";
    String segment = "01900000-0000-7000-8000-000000000002";
    Path store = Files.createDirectory(folder.resolve(session));
    Path log = store.resolve(segment + ".jsonl");
    Path trace = store.resolve(segment + ".trace.jsonl");
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      for (int i = 0; i < lines; i++) {
        writer.write("{\"kind\":\"system_item\",\"ts\":" + (1_717_200_000_000L + i));
        writer.write(",\"item\":{\"kind\":\"notification\",\"message\":\"" + said);
        writer.write("\",\"body\":\"b\"}}\n");
      }
    }
    try (BufferedWriter writer = Files.newBufferedWriter(trace)) {
      for (int i = 0; i < lines; i++) {
        writer.write("{\"ts\":" + i + ",\"turn\":0,\"llm_call\":2,\"kind\":\"stream_event\",");
        writer.write("\"event\":{\"UnhandledSse\":{\"provider\":\"p\",\"event_type\":\"e\",");
        writer.write("\"data_preview\":\"" + said + "\"}}}\n");
      }
    }
    for (Path file : List.of(log, trace)) {
      assertThat(Files.size(file)).isGreaterThan((heap * 11L / 10) << 20);
      assertThat(run(heap, "import", file)).isEqualTo(lines + " stored, 0 existing");
    }
    assertThat(run(heap, "import", log)).isEqualTo("0 stored, " + lines + " existing");
  }

  private void check(int heap, int lines, String said) throws IOException {
    Path file = folder.resolve("session.jsonl");
    Files.writeString(
        file,
        "{\"type\":\"session\",\"version\":3,\"id\":\"large\",\"cwd\":\"/w\","
            + "\"timestamp\":\"2026-03-01T09:00:00Z\"}\n");
    write(file, 0, lines, said);
    assertThat(Files.size(file)).isGreaterThan((heap * 11L / 10) << 20);
    assertThat(run(heap, "import", file)).isEqualTo(lines + " stored, 0 existing");
    write(file, lines, lines + NEW_LINES, said);
    assertThat(run(heap, "import", file)).isEqualTo(NEW_LINES + " stored, " + lines + " existing");
    Path copy = folder.resolve("copy.jsonl");
    assertThat(run(heap, "export", copy, "large", "pi")).isEqualTo("0 lost");
    assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
    assertThat(run(heap, "export", copy, "large")).isEqualTo("0 lost");
    assertThat(Files.size(copy)).isGreaterThan(Files.size(file));
  }

  /** Every hundredth line is followed by a branch of its own. */
  private static void write(Path file, int from, int to, String said) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
      for (int i = from; i < to; i++) {
        int parent = i % 100 == 2 ? i - 2 : i - 1;
        lines.write("{\"type\":\"message\",\"id\":\"" + id(i) + "\",\"parentId\":");
        lines.write(i == 0 ? "null" : "\"" + id(parent) + "\"");
        lines.write(",\"timestamp\":\"2026-03-01T09:00:00Z\",\"message\":{\"role\":\"user\",");
        lines.write("\"content\":\"" + said + "\"}}\n");
      }
    }
  }

  private static String id(int number) {
    return "01234567-89ab-cdef-0123-" + (100_000_000_000L + number);
  }

  /** What the process says at its end. */
  private String run(int heap, Object... arguments) {
    try (ChildJvm child =
        ChildJvm.startWithHeap(heap, TransferringProcess.class, database, arguments)) {
      // The commit of a gigabyte says nothing while it lasts.
      child.awaitReady().waiting(Duration.ofMinutes(10)).go();
      List<String> lines = child.finish();
      return lines.get(lines.size() - 1);
    }
  }
}
