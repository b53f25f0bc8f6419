package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import dev.threadbase.pipeline.stages.redact.RedactionRules;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecret.Hiding;
import dev.threadbase.testkit.MadeSecrets;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Secrets of every family, wherever they are hidden: none gets into the database. */
abstract class RedactedImportContract extends TransferContract {

  private static final String SESSION = "5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f";

  private ImportReport loadRedacted(Path file) {
    return threadbase
        .importer()
        .through(List.of(new RedactStage(RedactionRules.builtIn())))
        .importFile(file, ImportOptions.DEFAULT);
  }

  /** A line of a transcript, whose text is whatever is given. */
  private static String said(int number, String text) {
    return "{\"type\":\"user\",\"uuid\":\"00000000-0000-4000-8000-%012d\",\"parentUuid\":null,"
            .formatted(number)
        + "\"sessionId\":\""
        + SESSION
        + "\",\"isSidechain\":false,\"message\":{\"role\":\"user\",\"content\":"
        + JsonMapper.shared().writeValueAsString(text)
        + "}}";
  }

  private static List<String> transcript() {
    List<String> lines = new ArrayList<>();
    for (MadeSecret secret : MadeSecrets.all()) {
      lines.add(said(lines.size(), secret.text()));
      for (Hiding hiding : Hiding.values()) {
        lines.add(secret.line(hiding));
      }
    }
    return lines;
  }

  @Test
  void noSecretIsInTheDatabaseNorInTheArchiveNorInTheReportNorInTheLog() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.threadbase");
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    Level before = logger.getLevel();
    events.start();
    logger.addAppender(events);
    logger.setLevel(Level.TRACE);
    ImportReport report;
    try {
      report = loadRedacted(Samples.write(folder.resolve("secrets.jsonl"), transcript()));
    } finally {
      logger.setLevel(before);
      logger.detachAppender(events);
    }
    assertThat(report.format()).isEqualTo("claude-code");
    assertThat(report.stored()).isPositive();
    String archived = new String(export(report.threadId(), "claude-code"), StandardCharsets.UTF_8);
    String told =
        report
            + String.valueOf(report.stages().get(0).stats())
            + events.list.stream()
                .map(event -> event.getFormattedMessage() + event.getKeyValuePairs())
                .toList();
    assertThat(archived.lines()).hasSize(transcript().size());
    String rows = EveryRow.of(database).toString();
    for (MadeSecret secret : MadeSecrets.all()) {
      assertThat(secret.isSeenIn(rows)).as("%s in the rows", secret).isFalse();
      assertThat(secret.isSeenIn(archived)).as("%s in the archive", secret).isFalse();
      assertThat(secret.isSeenIn(told)).as("%s in what is told", secret).isFalse();
    }
  }

  @Test
  void whatOnlyLooksLikeASecretStaysAsItIs() {
    List<String> lines = new ArrayList<>();
    for (String text : MadeSecrets.nearMisses()) {
      lines.add(said(lines.size(), text));
    }
    Path file = Samples.write(folder.resolve("near.jsonl"), lines);
    ImportReport report = loadRedacted(file);
    assertThat(report.stored()).isEqualTo(lines.size());
    assertThat(export(report.threadId(), "claude-code")).isEqualTo(Samples.bytes(file));
  }

  @Test
  void whatLiesBesideAFileIsRedactedToo() throws IOException {
    MadeSecret secret = MadeSecrets.all().get(0);
    Path thread = Files.createDirectories(folder.resolve("tree").resolve("id_dGhyZWFkLTE"));
    Path snapshot =
        Samples.write(
            thread.resolve("thread.json"),
            "{\n  \"id\": \"thread-1\",\n  \"title\": "
                + JsonMapper.shared().writeValueAsString(secret.text())
                + ",\n  \"created_at\": \"2026-01-02T03:04:05Z\",\n"
                + "  \"last_viewed_at\": \"0001-01-01T00:00:00Z\"\n}\n");
    assertThat(loadRedacted(snapshot).threadId()).isEqualTo("thread-1");
    assertThat(threads.thread("thread-1").title().text()).contains("[REDACTED_AWS_KEY]");
    assertThat(secret.isSeenIn(EveryRow.of(database).toString())).isFalse();
  }
}
