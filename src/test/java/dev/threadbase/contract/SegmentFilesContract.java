package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** What contracts of the folders of yoi's session store have in common. */
abstract class SegmentFilesContract extends TransferContract {

  static final String FORMAT = "segment-files";
  static final Path STORE = Path.of("src/test/resources/segment-files/store");
  static final UUID SESSION = UUID.fromString("01900000-0000-7000-8000-000000000001");

  SegmentStore segments;

  @BeforeEach
  void openSegments() {
    segments = threadbase.segments();
  }

  /** A segment of the one session, by a digit. */
  static SegmentAddress segment(int number) {
    return new SegmentAddress(
        SESSION, UUID.fromString("01900000-0000-7000-8000-00000000000" + number));
  }

  static String start() {
    return "{\"kind\":\"segment_start\",\"ts\":1,\"session_id\":\"%s\",\"system_prompt\":null,%s,\"history\":[]}"
        .formatted(SESSION, config());
  }

  static String startFrom(String member, int source, long turn) {
    String origin = ",\"%s\":{\"segment_id\":\"%s\",\"at_turn_index\":%d}}";
    String plain = start();
    return plain.substring(0, plain.length() - 1)
        + origin.formatted(member, segment(source).segmentId(), turn);
  }

  private static String config() {
    return "\"config\":{\"max_tokens\":null,\"temperature\":null,\"top_p\":null,\"top_k\":null,"
        + "\"stop_sequences\":[],\"reasoning\":null}";
  }

  static String input(String text) {
    return "{\"kind\":\"user_input\",\"ts\":2,\"segments\":[{\"kind\":\"text\",\"content\":\"%s\"}]}"
        .formatted(text);
  }

  static String turnEnd(long count) {
    return "{\"kind\":\"turn_end\",\"ts\":3,\"turn_count\":%d}".formatted(count);
  }

  static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  Path store() {
    return folder.resolve("store");
  }

  Path out() {
    return folder.resolve("out");
  }

  static Path log(Path root, SegmentAddress address) {
    return root.resolve(address.sessionId().toString()).resolve(address.segmentId() + ".jsonl");
  }

  Path write(SegmentAddress address, String content) {
    return write(log(store(), address), content.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<ImportReport> loadAll(Path root) {
    return Importer.files(root).stream().map(this::load).toList();
  }

  ExportReport exportAll() {
    return threadbase.exporter().exportFolder(SESSION.toString(), FORMAT, out());
  }

  /** A log as it is written to a file. */
  String exported(SegmentAddress address) {
    exportAll();
    return new String(Samples.bytes(log(out(), address)), StandardCharsets.UTF_8);
  }

  /** The content of every file below a folder. */
  static Map<String, List<Byte>> contents(Path root) {
    Map<String, List<Byte>> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), boxed(Samples.bytes(file)));
      }
      return contents;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Byte> boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return List.of(boxed);
  }

  /** The texts of a log's user inputs. */
  List<String> inputs(SegmentAddress address) {
    return segments.readAll(address).stream()
        .filter(LogEntry.UserInput.class::isInstance)
        .map(entry -> ((LogEntry.UserInput) entry).segments().get(0))
        .map(piece -> ((InputSegment.Text) piece).content())
        .toList();
  }

  void verified() {
    assertThat(threadbase.verify().problems()).isEmpty();
    JournalInvariants.hold(database);
  }
}
