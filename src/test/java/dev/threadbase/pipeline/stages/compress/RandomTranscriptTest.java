package dev.threadbase.pipeline.stages.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.compress.CompressOptions.Mode;
import dev.threadbase.pipeline.stages.compress.StripOptions.Thinking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a transcript holds, no entry gets lost, and what must not change does not. */
class RandomTranscriptTest {

  private static final int ROUNDS = 25;
  private static final int TEXTS = 400;
  private static final int CAMPAIGN = 40;
  private static final String[] TYPES = {
    "user",
    "assistant",
    "assistant",
    "system",
    "tool",
    "tool",
    "tool",
    "header",
    "footer",
    "tool_ref",
    "telemetry"
  };
  private static final String[] PIECES = {
    "word",
    " ",
    "  ",
    "\n",
    "\n\n\n\n",
    "\t",
    "the ",
    "A sentence. ",
    "```\n",
    "    code  x\n",
    "`a  b`",
    "<thinking>",
    "</thinking>",
    "\u001b[1m",
    "1%\r",
    "\r\n",
    "data:image/png;base64,AAAA ",
    "<system-reminder>r</system-reminder>",
    "e\u0301",
    "\u200b",
    "\u200d",
    "👩",
    "\u00a0",
    "ی",
    "\u200c",
    "configuration ",
    "- ",
    "\"",
    "\\",
    "é"
  };

  private final Random random = new Random(42);

  private String text(int most) {
    return IntStream.range(0, random.nextInt(most))
        .mapToObj(i -> PIECES[random.nextInt(PIECES.length)])
        .collect(Collectors.joining());
  }

  private Object value() {
    return switch (random.nextInt(8)) {
      case 0 ->
          List.of(new TreeMap<>(Map.of("type", "text", "text", text(10))), 1.5, List.of(text(3)));
      case 1 -> new TreeMap<>(Map.of("type", "text", "stdout", text(10)));
      case 2 -> random.nextInt();
      case 3 -> "long " + "line\n".repeat(random.nextInt(300));
      default -> text(30);
    };
  }

  private Object toolInput() {
    Map<String, String> input = Map.of("description", "step " + random.nextInt(3));
    return switch (random.nextInt(5)) {
      case 0 -> input;
      case 1, 2 -> Entries.JSON.writeValueAsString(input);
      default -> value();
    };
  }

  private String line() {
    String whole =
        Entries.entry(
            "content",
            value(),
            "seq",
            random.nextInt(),
            "tool_input",
            toolInput(),
            "tool_name",
            random.nextBoolean() ? "Read" : "Bash",
            "tool_output",
            value(),
            "type",
            TYPES[random.nextInt(TYPES.length)]);
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> whole.substring(0, whole.offsetByCodePoints(0, random.nextInt(20)));
      case 2 -> whole + whole;
      case 3 -> " " + whole + "\r";
      default -> whole;
    };
  }

  private String transcript() {
    List<String> lines = new ArrayList<>();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      String line = line();
      int times = random.nextInt(6) == 0 ? 3 : 1;
      lines.addAll(Collections.nCopies(times, line));
    }
    return String.join("\n", lines) + (random.nextBoolean() ? "\n" : "");
  }

  private static CompressOptions mode(Mode mode) {
    return CompressOptions.DEFAULT.withMode(mode).withToolResultMinBytes(40);
  }

  @Test
  void compressionLosesNoEntryAndPassesTheGate() throws Exception {
    compressLosingNone(ROUNDS);
  }

  @Test
  void whatUsersSaidAndWhatIsNoEntryKeepsItsBytesAndItsOrder() throws Exception {
    keepBytesAndOrder(ROUNDS);
  }

  @Test
  void compressingTwiceIsCompressingOnce() throws Exception {
    compressTwice(ROUNDS);
  }

  @Test
  void strippingTwiceIsStrippingOnce() throws Exception {
    stripTwice(TEXTS);
  }

  @Test
  @Tag("campaign")
  void manyMoreTranscriptsDoTheSame() throws Exception {
    compressLosingNone(ROUNDS * CAMPAIGN);
    keepBytesAndOrder(ROUNDS * CAMPAIGN);
    compressTwice(ROUNDS * CAMPAIGN);
    stripTwice(TEXTS * CAMPAIGN);
  }

  private void compressLosingNone(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      String input = transcript();
      for (Mode mode : Mode.values()) {
        StageRun plain = StageRun.of(new CompressStage(mode(mode)), input);
        StageRun gated = StageRun.of(CompressStage.gated(mode(mode)), input);
        EntryFlow flow = plain.compressed().flow();
        assertThat(flow.entriesIn()).isEqualTo(input.lines().count());
        assertThat(flow.entriesOut())
            .isEqualTo(flow.entriesIn() - plain.compressed().dropped())
            .isEqualTo(plain.text().lines().count());
        assertThat(((Gated) gated.told()).outcome()).isEqualTo("ok");
        assertThat(gated.text()).isEqualTo(plain.text());
      }
    }
  }

  private void keepBytesAndOrder(int rounds) throws Exception {
    Predicate<String> kept = line -> !isEntry(line) || isType(line, "user", "footer");
    Predicate<String> lossless = kept.or(line -> isType(line, "header"));
    for (int round = 0; round < rounds; round++) {
      String input = transcript();
      assertThat(lines(compress(Mode.CONVERSATION_ONLY, input), kept))
          .isEqualTo(lines(input, kept));
      assertThat(lines(compress(Mode.LOSSLESS, input), lossless)).isEqualTo(lines(input, lossless));
      assertThat(lines(strip(input, Thinking.ALL), line -> !isType(line, "assistant")))
          .isEqualTo(lines(input, line -> !isType(line, "assistant")));
    }
  }

  private void compressTwice(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      String input = transcript();
      for (Mode mode : Mode.values()) {
        String once = compress(mode, input);
        assertThat(compress(mode, once)).isEqualTo(once);
        assertThat(compress(mode, input)).isEqualTo(once);
      }
    }
  }

  private void stripTwice(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      String text = Entries.said("assistant", text(40));
      for (Thinking thinking : Thinking.values()) {
        String once = strip(text, thinking);
        assertThat(strip(once, thinking)).as(text).isEqualTo(once);
      }
    }
  }

  private static String compress(Mode mode, String input) throws Exception {
    return StageRun.of(new CompressStage(mode(mode)), input).text();
  }

  private static String strip(String input, Thinking thinking) throws Exception {
    StripOptions options = StripOptions.DEFAULT.withThinking(thinking).withSynonyms(true);
    return StageRun.of(new StripStage(options), input).text();
  }

  private static List<String> lines(String text, Predicate<String> wanted) {
    return List.of(text.split("\n", -1)).stream()
        .filter(line -> !line.isEmpty())
        .filter(wanted)
        .toList();
  }

  private static boolean isEntry(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new EntryScan().read(bytes, 0, bytes.length);
  }

  private static boolean isType(String line, String... types) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    EntryScan scan = new EntryScan();
    return scan.read(bytes, 0, bytes.length) && List.of(types).contains(scan.type());
  }
}
