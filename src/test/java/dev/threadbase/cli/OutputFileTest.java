package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code --out} leads. */
class OutputFileTest extends CommandContract {

  private Path folder;

  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }

  @BeforeEach
  void say(@TempDir Path given) {
    folder = given;
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().createThread(ThreadMeta.builder("t").build());
      threadbase.threads().appendMessage("t", null, Message.user("mint"));
    }
  }

  @Test
  void theDatabaseIsNoTarget() throws IOException {
    Path file = Path.of(database.config().url().substring("jdbc:sqlite:".length()));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path wal = file.resolveSibling(file.getFileName() + "-wal");
    for (Path target :
        List.of(file, link, wal, folder.resolve("../" + folder.getFileName() + "/link"))) {
      for (List<String> command :
          List.of(List.of("export", "t"), List.of("markdown", "t"), List.of("html", "t"))) {
        run(command.get(0), "t", "--out", target.toString())
            .failed(2, "--out names the database itself");
      }
    }
    assertThat(run("verify").ok().out()).contains("1 entries").contains("no problems");
  }

  @Test
  void aLinkLeadsToTheFileThatIsWritten() throws IOException {
    Path real = Files.writeString(folder.resolve("real.jsonl"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), real);
    run("export", "t", "--format", "pi", "--out", link.toString());
    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("mint");
  }

  @Test
  void aPipeIsWrittenTo() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> readAll(pipe));
    run("export", "t", "--out", pipe.toString()).ok();
    assertThat(read.get(30, TimeUnit.SECONDS)).contains("mint");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  private static String readAll(Path pipe) {
    try {
      return Files.readString(pipe);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aFolderIsNotMadeWhereAFileIs() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "before");
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().createThread(ThreadMeta.builder("u").build());
    }
    run("export", "t", "u", "--format", "pi", "--out", taken.toString())
        .failed(1, taken + " cannot be written: it must be a folder, and is a file");
    assertThat(taken).hasContent("before");
  }

  @Test
  void whatTheStagesDidIsAnObjectOnStandardErrorWhereTheLinesGoToStandardOutput() {
    Run run = run("--json", "export", "t", "--format", "raw-jsonl", "--stage", "redact");
    assertThat(run.err().lines().filter(line -> line.startsWith("{")))
        .singleElement()
        .asString()
        .contains("\"stage\":\"redact\"");
  }
}
