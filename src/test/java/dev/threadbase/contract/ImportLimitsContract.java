package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Part;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.format.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Foreign data at the limits that are stated, and one beyond. */
abstract class ImportLimitsContract extends TransferContract {

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String claude(String uuid, String members) {
    return ("{\"parentUuid\":null,\"isSidechain\":false,\"sessionId\":\"s\",\"uuid\":\"%s\","
            + "\"timestamp\":\"2026-03-01T09:00:00Z\",%s}")
        .formatted(uuid, members);
  }

  /** A text that no database can make shorter. */
  private static String noise(int length) {
    Random random = new Random(7);
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < length; i++) {
      noise.append((char) ('a' + random.nextInt(26)));
    }
    return noise.toString();
  }

  @Test
  void aReportSaysWhichLimitALineIsBeyond() throws Exception {
    String deep = "{\"a\":" + nested(600) + "}";
    String number = "{\"a\":" + "1".repeat(1_500) + "}";
    String exponent = "{\"a\":1e99999999999}";
    Path file =
        Samples.write(
            folder.resolve("limits.jsonl"), List.of(PiLines.HEADER, deep, number, exponent));
    Files.write(
        file,
        new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}', '\n'},
        StandardOpenOption.APPEND);
    String limits =
        "beyond a limit: at most 500 levels, numbers of 1000 digits and names of 50000 characters";
    assertThat(load(file).warnings())
        .extracting(warning -> warning.message().replaceFirst(", from byte .*", ""))
        .startsWith(
            limits,
            limits,
            "beyond a limit: the exponent of a number does not fit into 32 bits",
            "not UTF-8");
  }

  @Test
  void linesAreAsDeepAsTheyMayBe() throws Exception {
    int room = JsonLimits.DEEPEST - 1;
    List<String> lines =
        List.of(
            PiLines.HEADER,
            "{\"type\":\"custom\",\"id\":\"a\",\"parentId\":null,\"data\":" + nested(room) + "}",
            "{\"type\":\"custom\",\"id\":\"b\",\"parentId\":\"a\",\"data\":"
                + nested(room + 1)
                + "}",
            "{\"type\":\"message\",\"id\":\"c\",\"parentId\":\"a\",\"message\":{\"role\":\"user\",\"content\":"
                + nested(room - 1)
                + "}}");
    ImportReport report = load(lines);
    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(codes(report)).containsExactly("unreadable_line");
    assertThat(threads.entry("s", "a").content().data()).contains(nested(room));
    assertThat(export("s", "pi")).isEqualTo(Files.readAllBytes(report.file()));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void resultsWithinResultsAreReadToADepthAndKeptBelow() {
    String result = "[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":";
    for (int depth : List.of(1, JsonLimits.DEEPEST_RESULT, 33, 240)) {
      String uuid = "u" + depth;
      String content = result.repeat(depth) + "\"found\"" + "}]".repeat(depth);
      load(
          List.of(
              claude(
                  uuid,
                  "\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":"
                      + content
                      + "}")));
      int read = 0;
      Entry entry = threads.entry("s", uuid);
      List<Part> parts = entry.content().message().parts();
      while (parts.get(0) instanceof Part.ToolResult inner) {
        read++;
        parts = inner.content();
      }
      assertThat(read).isEqualTo(Math.min(depth, JsonLimits.DEEPEST_RESULT));
      assertThat(parts.get(0).toString()).isNotEmpty();
      assertThat(entry.payload()).contains("found");
    }
  }

  @Test
  void aNumberBeyondNumbersCostsItsLineOnly() {
    ImportReport report =
        load(
            List.of(
                PiLines.HEADER,
                "{\"type\":\"custom\",\"id\":\"a\",\"parentId\":null,\"data\":1e99999999999}",
                "{\"type\":\"custom\",\"id\":\"b\",\"parentId\":null,\"data\":1e999999999}"));
    assertThat(codes(report)).containsExactly("unreadable_line");
    assertThat(report.stored()).isEqualTo(1);
    assertThat(threads.entry("s", "b").content().data()).contains("1E+999999999");
  }

  @Test
  void idsAreAsLongAsTheyMayBe() {
    String longest = noise(JsonLimits.LONGEST_ID);
    ImportReport report =
        load(
            List.of(
                claude(longest, "\"type\":\"note\""),
                claude(longest, "\"type\":\"note\""),
                claude(longest + "x", "\"type\":\"note\""),
                claude("e".repeat(3 * JsonLimits.LONGEST_ID), "\"type\":\"note\"")));
    assertThat(report.stored()).isEqualTo(2);
    assertThat(codes(report)).containsExactly("duplicate_id", "bad_id", "bad_id");
    assertThat(threads.entry("s", longest).id()).isEqualTo(longest);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void namesThatAreTooLongToBeLookedUpAreLeftOut() {
    load(
        List.of(
            PiLines.HEADER.replace("/w", "/" + noise(10_000)),
            "{\"type\":\"custom\",\"id\":\"a\",\"parentId\":null}"));
    assertThat(threads.thread("s").workspace()).isNull();
  }

  @Test
  void aSessionWithAnIdThatIsTooLongIsRefused() {
    String longest = noise(JsonLimits.LONGEST_ID);
    String line = "{\"type\":\"custom\",\"id\":\"a\",\"parentId\":null}";
    load(List.of(PiLines.HEADER.replace("\"s\"", "\"" + longest + "\""), line));
    assertThat(threads.entries(longest)).hasSize(1);
    assertThatThrownBy(
            () -> load(List.of(PiLines.HEADER.replace("\"s\"", "\"" + longest + "x\""), line)))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("more than 800 bytes");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM sessions")).isEqualTo(1);
  }

  @Test
  void filesThatAreOneValueAreNotReadBeyondTheirLimit() throws Exception {
    Path thread = Files.createDirectories(folder.resolve("id_cw")).resolve("thread.json");
    Path pod = Files.createDirectories(folder.resolve("pods/p")).resolve("metadata.json");
    for (Path file : List.of(thread, pod)) {
      Files.writeString(file, "{\"id\":\"s\"," + " ".repeat(JsonLimits.LONGEST_FILE) + "\"a\":1}");
    }
    assertThat(load(thread).leftOut()).isEqualTo(1);
    assertThat(codes(load(pod))).containsExactly("unreadable_pod");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM threads")).isZero();
  }

  @Test
  void rowsThatDoNotFitEachOtherAreTheFaultOfTheFile() throws Exception {
    beginWithThree();
    List<String> rows = new String(export("s", null), StandardCharsets.UTF_8).lines().toList();
    String entry =
        rows.stream().filter(row -> row.contains("\"entries\"")).findFirst().orElseThrow();
    List<String> twice = new ArrayList<>(rows);
    twice.add(rows.indexOf(entry), entry);
    twice.set(twice.size() - 1, "{\"rows\":" + (rows.size() - 1) + "}");
    threads.deleteThread("a");
    assertThatThrownBy(() -> load(twice))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("entries does not fit");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM sessions")).isZero();
  }
}

class SqliteImportLimitsTest extends ImportLimitsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresImportLimitsTest extends ImportLimitsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
