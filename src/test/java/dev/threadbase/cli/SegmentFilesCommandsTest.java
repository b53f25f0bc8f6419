package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A store of logs through the command line, in and out. */
abstract class SegmentFilesCommandsContract extends CommandContract {

  private static final Path STORE = Path.of("src/test/resources/segment-files/store");
  private static final String SESSION = "01900000-0000-7000-8000-000000000001";
  private static final String LOG = "01900000-0000-7000-8000-000000000002";

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  private Run export(String id) {
    return run("export", id, "--format", "segment-files", "--out", folder.resolve("o").toString());
  }

  @Test
  void aStoreIsReadFromAFolderAndWrittenToOne() throws IOException {
    Run run = run("import", STORE.toString(), "--json");
    assertThat(run.code()).isZero();
    assertThat(run.texts("format")).containsOnly("segment-files");
    assertThat(run.texts("thread_id")).contains(LOG);
    JsonNode log = run.objects().get(0);
    assertThat(log.get("lines").asLong()).isEqualTo(28);
    assertThat(log.get("stored").asLong()).isEqualTo(28);
    assertThat(log.get("warnings")).isEmpty();
    export(SESSION).ok();
    try (Stream<Path> files = Files.walk(STORE)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSize(7);
      for (Path file : all) {
        assertThat(folder.resolve("o").resolve(STORE.relativize(file)))
            .hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void oneFileOfAStoreIsALog() {
    Path file = STORE.resolve(SESSION).resolve(LOG + ".jsonl");
    run("import", file.toString(), "--format", "segment-files", "--json");
    export(LOG).ok();
    assertThat(folder.resolve("o").resolve(SESSION).resolve(LOG + ".jsonl"))
        .hasSameBinaryContentAs(file);
  }

  @Test
  void aThreadThatIsNoLogIsExitCodeFour() {
    run("import", STORE.toString());
    try (Threadbase threadbase = threadbase()) {
      ThreadMeta thread = ThreadMeta.builder("no log").sessionId(SESSION).build();
      threadbase.threads().createThread(thread);
      threadbase.threads().appendMessage("no log", null, Message.user("hello"));
    }
    Run run = export(SESSION);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .startsWith("threadbase: segment-files has no place for 1 entry of type user_message");
    assertThat(folder.resolve("o").resolve(SESSION).resolve(LOG + ".jsonl"))
        .hasSameBinaryContentAs(STORE.resolve(SESSION).resolve(LOG + ".jsonl"));
  }

  @Test
  void aTornLogIsExitCodeFour() throws IOException {
    Path log = folder.resolve(SESSION).resolve(LOG + ".jsonl");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "{\"kind\":\"turn_end\",\"ts\":1,\"turn_count\":1}\n{\"kind");
    Run run = run("import", folder.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("1 stored", "  line 2: torn_line: ", "from byte 42");
  }

  @Test
  void aSessionWithoutLogsHasNoStore() {
    run("import", "src/test/resources/samples/pi-tree.jsonl");
    String session = "0195f0a0-1111-7222-8333-444455556666";
    export(session).failed(1, "session " + session + " has no log");
    run("export", session, "--format", "segment-files")
        .failed(2, "the format segment-files is a folder: say which with --out");
  }
}

class SqliteSegmentFilesCommandsTest extends SegmentFilesCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFilesCommandsTest extends SegmentFilesCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
