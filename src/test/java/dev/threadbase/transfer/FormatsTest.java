package dev.threadbase.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A file is of the format that its content says. */
class FormatsTest {

  private static final Path RESOURCES = Path.of("src/test/resources");

  private static List<JsonNode> objects(List<String> lines) {
    return lines.stream()
        .map(line -> JsonLines.object(line.getBytes(StandardCharsets.UTF_8)))
        .filter(Objects::nonNull)
        .limit(20)
        .toList();
  }

  private static List<String> recognising(List<JsonNode> firstLines) {
    return Formats.all().stream()
        .filter(format -> format.recognises(firstLines))
        .map(TranscriptFormat::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "samples/pi-tree.jsonl, pi",
    "samples/pi-chain.jsonl, pi",
    "samples/claude-code/5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f.jsonl, claude-code",
    "samples/raw-jsonl/2026-02-03T09-15-mia-OxK42z/raw.jsonl, raw-jsonl",
    "samples/conversation-jsonl/20260301-091500-0a1b2c3d4e5f6071.jsonl, conversation-jsonl",
    "samples/codex/rollout-2026-04-20T16-44-00-0196a0b0-1111-7222-8333-444455556666.jsonl, codex",
    "samples/codex/rollout-2025-08-01T10-00-00-b5cb7a11-2222-4333-8444-555566667777.jsonl, codex",
  })
  void aSampleIsOfItsOwnFormatAndOfNoOther(String file, String format) throws IOException {
    Path path = RESOURCES.resolve(file);
    List<JsonNode> lines = objects(Files.readAllLines(path));
    assertThat(recognising(lines)).containsExactly(format);
    assertThat(SegmentFilesLayout.role(path, lines)).isEmpty();
    // Wherever a file begins, after its head was lost, it is of no other format.
    for (int from = 1; from < lines.size(); from++) {
      assertThat(recognising(lines.subList(from, lines.size()))).isSubsetOf(format);
    }
  }

  @ParameterizedTest
  @CsvSource({"segment-files/log.jsonl", "segment-files/trace.jsonl"})
  void aLogIsNoTranscript(String file) throws IOException {
    assertThat(recognising(objects(Files.readAllLines(RESOURCES.resolve(file))))).isEmpty();
  }

  @Test
  void aLineThatOnlyLooksLikeOneIsOfNoFormat() {
    List<String> lines =
        List.of(
            "{\"type\":\"header\"}",
            "{\"type\":\"message\",\"token_usage\":{}}",
            "{\"type\":\"response_item\",\"payload\":{}}",
            "{\"id\":\"x\",\"timestamp\":\"2026-01-01T00:00:00Z\"}",
            "{\"type\":\"user\",\"seq\":0,\"content\":\"x\"}");
    for (String line : lines) {
      assertThat(recognising(objects(List.of(line)))).isEmpty();
    }
  }
}
