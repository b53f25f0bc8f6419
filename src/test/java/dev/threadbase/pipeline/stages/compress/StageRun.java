package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageStats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a stage made of a text, and what it counted. */
record StageRun(String text, StageStats told) {

  static StageRun of(Stage stage, String input) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    StageStats told = stage.apply(new ByteArrayInputStream(bytes), output);
    if (told == null) {
      throw new AssertionError("the stages here tell what they counted");
    }
    return new StageRun(output.toString(StandardCharsets.UTF_8), told);
  }

  /** Compresses lines. */
  static StageRun compress(CompressOptions options, String... lines) throws Exception {
    return of(new CompressStage(options), String.join("\n", lines) + "\n");
  }

  /** Strips lines. */
  static StageRun strip(StripOptions options, String... lines) throws Exception {
    return of(new StripStage(options), String.join("\n", lines) + "\n");
  }

  List<String> lines() {
    return text.lines().toList();
  }

  CompressStats compressed() {
    return (CompressStats) told;
  }

  StripStats stripped() {
    return (StripStats) told;
  }

  long count(CompressStats.Count count) {
    return compressed().count(count);
  }

  long count(StripStats.Count count) {
    return stripped().count(count);
  }
}
