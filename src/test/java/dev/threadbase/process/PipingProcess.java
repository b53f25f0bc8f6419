package dev.threadbase.process;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import dev.threadbase.pipeline.stages.compress.CompressOptions;
import dev.threadbase.pipeline.stages.compress.CompressStage;
import dev.threadbase.pipeline.stages.compress.StripOptions;
import dev.threadbase.pipeline.stages.compress.StripStage;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import dev.threadbase.pipeline.stages.redact.RedactionRules;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sends a generated session through the stages and prints what was measured. Arguments: the number
 * of megabytes of ordinary lines, and that of one long line behind them.
 */
public final class PipingProcess {

  private static final int MEGABYTE = 1 << 20;

  private PipingProcess() {}

  /** Runs the stages over a stream that is never whole in memory. */
  public static void main(String[] args) {
    long ordinary = Long.parseLong(args[0]) * MEGABYTE;
    long longLine = Long.parseLong(args[1]) * MEGABYTE;
    List<Stage> stages =
        List.of(
            new RedactStage(RedactionRules.builtIn()),
            new CompressStage(CompressOptions.DEFAULT),
            new StripStage(StripOptions.DEFAULT));
    List<StageResult> results =
        Pipeline.run(new MadeSession(ordinary, longLine), OutputStream.nullOutputStream(), stages);
    for (StageResult result : results) {
      System.out.println(
          "%s %d %d %d %d %s"
              .formatted(
                  result.name(),
                  result.input().bytes(),
                  result.input().lines(),
                  result.output().bytes(),
                  result.output().lines(),
                  result.duration()));
    }
  }

  /** Lines of a session, one after the other, and one long line at the end. */
  private static final class MadeSession extends InputStream {

    private static final String FILL = "All work and no play makes a long session. ".repeat(20);

    private final long ordinary;
    private final long longLine;
    private byte[] line = new byte[0];
    private int at;
    private long made;
    private long number;
    private long filled = -1;

    MadeSession(long ordinary, long longLine) {
      this.ordinary = ordinary;
      this.longLine = longLine;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == line.length && !refill()) {
        return -1;
      }
      int count = Math.min(length, line.length - at);
      System.arraycopy(line, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean refill() {
      String next = next();
      line = next.getBytes(StandardCharsets.UTF_8);
      at = 0;
      made += line.length;
      return line.length > 0;
    }

    private String next() {
      if (made < ordinary) {
        return ordinaryLine();
      }
      if (filled < 0 && longLine > 0) {
        filled = 0;
        return "{\"type\":\"user\",\"content\":\"";
      }
      if (filled < longLine) {
        filled += FILL.length();
        return filled < longLine ? FILL : FILL + "\"}\n";
      }
      return "";
    }

    private String ordinaryLine() {
      number++;
      return switch ((int) (number % 4)) {
        case 0 -> "{\"content\":\"" + FILL + "\",\"seq\":" + number + ",\"type\":\"user\"}\n";
        case 1 ->
            "{\"content\":\"key AK"
                + "IA"
                + "ABCDEFGHIJKLMNOP\",\"seq\":"
                + number
                + ",\"type\":\"assistant\"}\n";
        case 2 ->
            "{\"content\":\"\",\"seq\":"
                + number
                + ",\"tool_input\":\"{\\\"description\\\":\\\"step "
                + number / 40
                + "\\\"}\",\"tool_output\":\""
                + FILL
                + "\",\"type\":\"tool\"}\n";
        default -> "{\"content\":\"" + FILL + "\",\"seq\":" + number + ",\"type\":\"system\"}\n";
      };
    }
  }
}
