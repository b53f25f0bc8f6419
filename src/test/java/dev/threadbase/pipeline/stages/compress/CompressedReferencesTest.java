package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.entry;
import static dev.threadbase.pipeline.stages.compress.Entries.ran;
import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import dev.threadbase.pipeline.stages.compress.EntryScan.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a reference stands for is said in the line that it names. */
class CompressedReferencesTest {

  private static final CompressOptions LOSSLESS =
      CompressOptions.DEFAULT.withMode(CompressOptions.Mode.LOSSLESS);
  private static final String REMINDER = "<system-reminder>mind the gap</system-reminder>";
  private static final String OUTPUT = "x".repeat(600);
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:<system-reminder ref=.\"|\"ref_hash\":\")(?<hash>\\w+)\\W+"
              + "(?:ref_)?first_seq\\W+(?<line>\\d+)");
  private static final Pattern WHOLE =
      Pattern.compile("<system-reminder>.*?</system-reminder>", Pattern.DOTALL);

  private static StageRun compress(String... lines) throws Exception {
    return StageRun.compress(LOSSLESS, lines);
  }

  private static String file(int lines) {
    return IntStream.rangeClosed(1, lines).mapToObj(n -> "l" + n).collect(Collectors.joining("\n"));
  }

  private static String read(String content) {
    return entry("content", content, "tool_name", "Read", "type", "tool");
  }

  private static String ranSaying(String content, String output) {
    return entry("content", content, "tool_name", "Bash", "tool_output", output, "type", "tool");
  }

  @Test
  void aReminderOfAnEntryThatBecameAReferenceIsStillToBeSaid() throws Exception {
    String said = said("assistant", REMINDER);
    StageRun run = compress(ran("Bash", "{}", OUTPUT), ranSaying(REMINDER, OUTPUT), said, said);
    assertThat(run.lines().get(1)).contains("tool_ref");
    assertThat(run.lines().get(2)).isEqualTo(said);
    assertThat(text(run.lines().get(3), "content")).contains("first_seq=3 ");
  }

  @Test
  void aReminderThatWasCutOutOfAFileReadIsStillToBeSaid() throws Exception {
    String said = said("assistant", REMINDER);
    StageRun run = compress(read(file(100) + "\n" + REMINDER + "\n" + file(100)), said, said);
    assertThat(run.lines().get(0)).contains("lines elided").doesNotContain("mind the gap");
    assertThat(run.lines().get(1)).isEqualTo(said);
    assertThat(text(run.lines().get(2), "content")).contains("first_seq=2 ");
  }

  @Test
  void aReminderIsSaidWhereItFirstStandsInWhatIsLeftOfAFileRead() throws Exception {
    String file = file(100) + "\n" + REMINDER + "\n" + file(100) + "\n" + REMINDER + REMINDER;
    StageRun run = compress(read(file), said("assistant", REMINDER));
    assertThat(text(run.lines().get(0), "content"))
        .contains("lines elided")
        .containsPattern("l100\n" + REMINDER + "<system-reminder ref=\"\\w+\" first_seq=1 ");
    assertThat(text(run.lines().get(1), "content")).contains("first_seq=1 ");
  }

  @Test
  void remindersThatAreKnownAreShortenedBeforeAFileReadIsMeasured() throws Exception {
    String known = "<system-reminder>" + file(50) + "</system-reminder>";
    StageRun run = compress(said("system", known), read(known + "\n" + file(100)));
    assertThat(run.count(Count.LARGE_READS_ELIDED)).isZero();
    assertThat(run.count(Count.REMINDERS_DEDUPED)).isEqualTo(1);
  }

  @Test
  void withoutAMemoryNothingBecomesAReference() throws Exception {
    StageRun run =
        StageRun.compress(LOSSLESS.withToolResultCacheSize(0), said("system", REMINDER + REMINDER));
    assertThat(run.count(Count.REMINDERS_DEDUPED)).isZero();
  }

  @Test
  void textsThatDifferInHalvesOfCharactersAreNotTheSame() throws Exception {
    String high = "{\"type\":\"tool\",\"tool_output\":\"\\ud83d" + OUTPUT + "\"}";
    String other = high.replace("ud83d", "udc80");
    assertThat(compress(high, other, high.replace("\\ud83d", "?")).lines())
        .containsExactly(high, other, high.replace("\\ud83d", "?"));
    assertThat(compress(high, high).count(Count.TOOL_RESULTS_REFD)).isEqualTo(1);
    String said =
        said("assistant", "").replace("\"\"", "\"<system-reminder>\\ud83d</system-reminder>\"");
    assertThat(compress(said, said.replace("ud83d", "udc80")).count(Count.REMINDERS_DEDUPED))
        .isZero();
    assertThat(compress(said, said).count(Count.REMINDERS_DEDUPED)).isEqualTo(1);
  }

  @Test
  void whateverATranscriptRepeatsEveryReferenceLeadsToIt() throws Exception {
    Random random = new Random(11);
    int followed = 0;
    for (int round = 0; round < 60; round++) {
      String[] transcript = new String[30];
      for (int i = 0; i < transcript.length; i++) {
        transcript[i] = line(random);
      }
      List<String> lines =
          StageRun.compress(LOSSLESS.withToolResultMinBytes(20), transcript).lines();
      for (String line : lines) {
        Matcher reference = REFERENCE.matcher(line);
        while (reference.find()) {
          String there = lines.get(Integer.parseInt(reference.group("line")) - 1);
          assertThat(hashes(there)).as(there).contains(reference.group("hash"));
          followed++;
        }
      }
    }
    assertThat(followed).isGreaterThan(100);
  }

  private static String line(Random random) {
    String content = reminders(random);
    return switch (random.nextInt(4)) {
      case 0 -> said("assistant", List.of(content, reminders(random)));
      case 1 -> ranSaying(content, "output ".repeat(5) + random.nextInt(9));
      case 2 -> read(content + "a\n".repeat(70) + reminders(random) + "b\n".repeat(70) + content);
      default -> read(content + content);
    };
  }

  private static String reminders(Random random) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(i -> "<system-reminder>" + random.nextInt(99) + "</system-reminder>\n")
        .collect(Collectors.joining());
  }

  /** The hashes of what a line says: of its reminders and of what a tool gave back. */
  private static List<String> hashes(String line) throws IOException {
    byte[] bytes = line.getBytes(UTF_8);
    EntryScan scan = new EntryScan();
    assertThat(scan.read(bytes, 0, bytes.length)).as(line).isTrue();
    List<String> hashes = new ArrayList<>();
    for (Field field : List.of(Field.CONTENT, Field.TOOL_OUTPUT)) {
      if (scan.start(field) >= 0) {
        List<TextSpan> texts = TextSpan.all(bytes, scan.start(field), scan.end(field));
        hashes.add(ToolBody.of(bytes, scan, field, texts).hash());
        for (TextSpan text : texts) {
          WHOLE
              .matcher(text.text())
              .results()
              .forEach(found -> hashes.add(SeenHashes.hash(found.group().getBytes(UTF_8))));
        }
      }
    }
    return hashes;
  }
}
