package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.LogWritingProcess;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.UserInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a writing process said of a batch, or what a log holds of it.
 *
 * @param writer its writer
 * @param number its number
 * @param log the log that holds it
 */
record WrittenBatch(int writer, int number, UUID log) {

  /** Those of the lines of a process that begin with a word; a torn line says nothing. */
  static List<WrittenBatch> said(List<String> lines, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " ") && line.endsWith(LogWritingProcess.END))
        .map(line -> line.split(" "))
        .map(
            words ->
                new WrittenBatch(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    UUID.fromString(words[3])))
        .toList();
  }

  /** The batches of a log in order: each whole and with nothing in between. */
  static List<WrittenBatch> held(List<LogEntry> inputs, UUID log) {
    List<String> texts =
        inputs.stream().map(input -> InputSegment.flatten(((UserInput) input).segments())).toList();
    assertThat(texts.size() % LogWritingProcess.BATCH).isZero();
    List<WrittenBatch> batches = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += LogWritingProcess.BATCH) {
      String[] name = texts.get(i).split("[. ]");
      WrittenBatch batch =
          new WrittenBatch(Integer.parseInt(name[0]), Integer.parseInt(name[1]), log);
      for (int place = 0; place < LogWritingProcess.BATCH; place++) {
        assertThat(texts.get(i + place))
            .isEqualTo(LogWritingProcess.text(batch.writer, batch.number, place));
      }
      batches.add(batch);
    }
    return batches;
  }

  /** Each writer's batches stand in the order in which it wrote them. */
  static void assertInOrder(List<WrittenBatch> batches) {
    Map<Integer, Integer> last = new HashMap<>();
    for (WrittenBatch batch : batches) {
      Integer before = last.put(batch.writer, batch.number);
      assertThat(batch.number).isGreaterThan(before == null ? -1 : before);
    }
  }
}
