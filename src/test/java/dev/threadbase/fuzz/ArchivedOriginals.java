package dev.threadbase.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.transfer.ImportReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The originals that a database keeps, read from a native export. */
final class ArchivedOriginals {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ArchivedOriginals() {}

  /** A file that was imported as a thread is archived byte for byte, if there is anything in it. */
  static void check(Threadbase threadbase, ImportReport report, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 0 && !file.endsWith("thread.json")) {
      List<byte[]> archived = of(threadbase, Objects.requireNonNull(report.sessionId()));
      assertThat(archived).as("an archived original").anyMatch(each -> Arrays.equals(each, bytes));
    }
  }

  private static List<byte[]> of(Threadbase threadbase, String sessionId) throws IOException {
    ByteArrayOutputStream export = new ByteArrayOutputStream();
    threadbase.exporter().export(sessionId, null, export);
    List<JsonNode> rows =
        export.toString(StandardCharsets.UTF_8).lines().map(MAPPER::readTree).toList();
    List<byte[]> originals = new ArrayList<>();
    for (JsonNode source : rows) {
      if ("sources".equals(source.path("table").asString(""))) {
        originals.add(bytes(rows, source.get("source_id")));
      }
    }
    return originals;
  }

  private static byte[] bytes(List<JsonNode> rows, JsonNode sourceId) throws IOException {
    ByteArrayOutputStream original = new ByteArrayOutputStream();
    for (JsonNode row : rows) {
      boolean chunk = "source_chunks".equals(row.path("table").asString(""));
      if (chunk && row.get("source_id").equals(sourceId)) {
        byte[] deflated = Base64.getDecoder().decode(row.get("deflated").stringValue());
        new InflaterInputStream(new ByteArrayInputStream(deflated)).transferTo(original);
      }
    }
    return original.toByteArray();
  }
}
