package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of every line is read and written back byte for byte. */
class SampleFilesTest {

  private static final Path SAMPLES = Path.of("src/test/resources/segment-files");

  static Stream<String> logLines() throws IOException {
    return lines("log.jsonl");
  }

  static Stream<String> traceLines() throws IOException {
    return lines("trace.jsonl");
  }

  @ParameterizedTest
  @MethodSource("logLines")
  void lineOfALogIsWrittenAsItWasRead(String line) {
    assertThat(LogEntry.parse(line).toJson()).isEqualTo(line);
  }

  @ParameterizedTest
  @MethodSource("traceLines")
  void lineOfATraceIsWrittenAsItWasRead(String line) {
    assertThat(TraceEntry.parse(line).toJson()).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "pending", "idle"})
  void podRecordIsWrittenAsItWasRead(String name) throws IOException {
    String record = Files.readString(SAMPLES.resolve("pods/" + name + ".json"));
    assertThat(PodMetadata.parse(record).toJson()).isEqualTo(record);
  }

  @Test
  void samplesHoldEveryKindOfEntry() throws IOException {
    assertThat(logLines().map(line -> LogEntry.parse(line).kind()))
        .contains(LogEntry.Kind.values());
    assertThat(traceLines().map(line -> TraceEntry.parse(line).payload().kind()))
        .contains(TraceEntry.Payload.Kind.values());
  }

  // Not String.lines or readAllLines: a sample holds other line ends within its texts.
  private static Stream<String> lines(String name) throws IOException {
    return Arrays.stream(Files.readString(SAMPLES.resolve(name)).split("\n"));
  }
}
