package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports through stages. */
abstract class StagedExportContract extends TransferContract {

  private static final Stage SHOUT =
      Stage.of(
          "shout",
          (input, output) -> {
            String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            output.write(text.replace("balcony", "BALCONY").getBytes(StandardCharsets.UTF_8));
            return null;
          });
  private static final Stage FAILING =
      Stage.of(
          "failing",
          (input, output) -> {
            output.write(input.readNBytes(10));
            throw new IOException("no");
          });

  @BeforeEach
  void fill() {
    load(Samples.PI_TREE);
  }

  private Exporter through(Stage... stages) {
    return threadbase.exporter().through(List.of(stages));
  }

  @Test
  void linesGoThroughTheStages() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ExportReport report = through(SHOUT).export(Samples.PI_SESSION, "pi", output);
    String original = new String(Samples.bytes(Samples.PI_TREE), StandardCharsets.UTF_8);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .isEqualTo(original.replace("balcony", "BALCONY"))
        .contains("BALCONY");
    assertThat(report.stages()).extracting(StageResult::name).containsExactly("shout");
    assertThat(report.stages().get(0).input().lines()).isEqualTo(20);
  }

  @Test
  void everyFileOfAFolderGoesThroughThem() throws IOException {
    Path out = folder.resolve("out");
    ExportReport report = through(SHOUT).exportFolder(Samples.PI_SESSION, "pi", out);
    assertThat(report.stages()).hasSize(1);
    try (var files = Files.list(out)) {
      assertThat(files.map(StagedExportContract::text)).allMatch(text -> text.contains("BALCONY"));
    }
  }

  @Test
  void whoWatchesIsToldOfEveryByte() throws IOException {
    for (String format : List.of("native", "pi")) {
      AtomicLong told = new AtomicLong();
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      Exporter exporter = threadbase.exporter().telling(told::addAndGet);
      exporter.export(Samples.PI_SESSION, format, output);
      assertThat(told).as(format).hasValue(output.size());
      ByteArrayOutputStream staged = new ByteArrayOutputStream();
      if (format.equals("pi")) {
        exporter.through(List.of(SHOUT)).export(Samples.PI_SESSION, format, staged);
        assertThat(told).as("staged").hasValue(output.size() + staged.size());
      }
    }
    for (String format : List.of("pi", "sessiontree-files")) {
      AtomicLong told = new AtomicLong();
      Path out = folder.resolve(format);
      threadbase.exporter().telling(told::addAndGet).exportFolder(Samples.PI_SESSION, format, out);
      try (var files = Files.walk(out)) {
        long size =
            files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        assertThat(told).as(format).hasValue(size);
      }
    }
  }

  private static String text(Path file) {
    return new String(Samples.bytes(file), StandardCharsets.UTF_8);
  }

  @Test
  void aStageThatFailsLeavesAFileAsItWas() {
    Path file = Samples.write(folder.resolve("out.jsonl"), "before");
    assertThatThrownBy(() -> through(FAILING).export(Samples.PI_SESSION, "pi", file))
        .isInstanceOf(PipelineException.class)
        .hasMessage("stage \"failing\": no");
    assertThat(text(file)).isEqualTo("before");
  }

  @Test
  void whatTheExportRefusesIsRefusedAsEver() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    assertThatThrownBy(() -> through(SHOUT).export("nobody", "pi", output))
        .isInstanceOf(SessionNotFound.class);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    assertThatThrownBy(() -> through(SHOUT).export(Samples.PI_SESSION, "pi", full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("full");
  }

  @Test
  void formatsWhoseLinesVouchForEachOtherCannotGoThroughStages() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> through(SHOUT).export(Samples.PI_SESSION, null, output))
        .withMessageContaining("native cannot go through stages");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                through(SHOUT)
                    .exportFolder(Samples.PI_SESSION, "sessiontree-files", folder.resolve("t")));
    assertThat(output.size()).isZero();
    assertThat(folder.resolve("t")).doesNotExist();
  }
}
