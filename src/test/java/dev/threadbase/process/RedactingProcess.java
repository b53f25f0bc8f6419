package dev.threadbase.process;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.StageResult;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import dev.threadbase.pipeline.stages.redact.RedactionRules;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Redacts lines that are as long as one is that is read as JSON, and strings all over, and prints
 * how many secrets each had.
 */
public final class RedactingProcess {

  private RedactingProcess() {}

  /** Redacts one line after the other. */
  public static void main(String[] args) {
    for (String unit :
        List.of(
            ",\"\"",
            ",{\"text\":\"\"}",
            ",[\"\",\"\"]",
            ",\"AK\",\"IA\",\"IOSFODNN7\",\"EXAMPLE \"")) {
      String end = ",{\"name\":\"password\",\"value\":\"mint-and-chives\"}]\n";
      int times = (RedactStage.LONGEST_LINE - end.length() - 3) / unit.length();
      byte[] line = ("[\"\"" + unit.repeat(times) + end).getBytes(StandardCharsets.UTF_8);
      StageResult result =
          Pipeline.run(
                  new ByteArrayInputStream(line),
                  OutputStream.nullOutputStream(),
                  List.of(new RedactStage(RedactionRules.builtIn())))
              .get(0);
      System.out.println(result.stats().figures());
    }
  }
}
