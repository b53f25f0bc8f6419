package dev.threadbase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.PipingProcess;
import dev.threadbase.process.RedactingProcess;
import dev.threadbase.testkit.SmallJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stages in a heap of 64 MB: streams and single lines that are far longer than it. */
class StreamedMemoryTest {

  private static final int HEAP = 64;

  @Test
  void aStreamAndALineThatAreLongerThanTheHeapGoThroughTheStages()
      throws IOException, InterruptedException {
    run(80, 72);
  }

  @Test
  void linesThatAreStringsAllOverAreReadAsJson() throws IOException, InterruptedException {
    assertThat(SmallJvm.output(HEAP, RedactingProcess.class))
        .hasSize(4)
        .allSatisfy(figures -> assertThat(figures).contains("generic_password=1"))
        .last()
        .asString()
        .contains("aws_access_key=63548");
  }

  @Test
  @Tag("campaign")
  void twoGigabytesAndALineOf200MegabytesGoThroughTheStages()
      throws IOException, InterruptedException {
    run(2_048, 200);
  }

  private static void run(int ordinary, int longLine) throws IOException, InterruptedException {
    List<String[]> stages =
        SmallJvm.output(HEAP, PipingProcess.class, ordinary, longLine).stream()
            .map(line -> line.split(" "))
            .toList();
    assertThat(stages).extracting(stage -> stage[0]).containsExactly("redact", "compress", "strip");
    long bytes = (long) (ordinary + longLine) << 20;
    assertThat(Long.parseLong(stages.get(0)[1])).isGreaterThanOrEqualTo(bytes);
    assertThat(stages.get(1)[2]).as("redaction drops no line").isEqualTo(stages.get(0)[2]);
    assertThat(Long.parseLong(stages.get(1)[3]))
        .as("what was said goes through, the long line with it")
        .isBetween((long) longLine << 20, bytes);
  }
}
