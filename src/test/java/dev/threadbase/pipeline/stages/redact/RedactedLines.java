package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.StageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What the stage makes of lines. */
final class RedactedLines {

  private final byte[] bytes;
  private final RedactStats stats;

  private RedactedLines(byte[] bytes, RedactStats stats) {
    this.bytes = bytes;
    this.stats = stats;
  }

  byte[] bytes() {
    return bytes;
  }

  RedactStats stats() {
    return stats;
  }

  static RedactedLines of(String lines) throws StageException {
    return of(lines.getBytes(StandardCharsets.UTF_8), RedactionRules.builtIn());
  }

  static RedactedLines of(String lines, RedactionRules rules) throws StageException {
    return of(lines.getBytes(StandardCharsets.UTF_8), rules);
  }

  static RedactedLines of(byte[] lines, RedactionRules rules) throws StageException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    var stats = new RedactStage(rules).apply(new ByteArrayInputStream(lines), output);
    return new RedactedLines(output.toByteArray(), (RedactStats) stats);
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
