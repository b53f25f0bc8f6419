package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Folders and snapshots of floret's session tree, there and back. */
abstract class SessionTreeSnapshotContract extends SessionTreeContract {

  @Test
  void anEmptyThreadIsASnapshotAlone() throws Exception {
    begin("a");
    assertThat(exportAll("a").losses()).isEmpty();
    Path written = out().resolve("id_YQ");
    assertThat(written.resolve("entries.jsonl")).doesNotExist();
    assertThat(Files.readString(written.resolve("thread.json")))
        .startsWith("{\n  \"id\": \"a\",\n  \"title_updated_at\": \"0001-01-01T00:00:00Z\",")
        .endsWith("\"last_viewed_at\": \"0001-01-01T00:00:00Z\"\n}");
    if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(written.resolve("thread.json"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void idsThatCannotHaveFoldersOfTheirOwnAreRefusedBeforeAnythingIsWritten() {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    threads.createThread(ThreadMeta.builder("a ").sessionId("s").build());
    assertThatThrownBy(() -> exportAll("s"))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("'a '");
    begin("x".repeat(190));
    assertThatThrownBy(() -> exportAll("x".repeat(190))).isInstanceOf(InvalidData.class);
    assertThatThrownBy(() -> exportAll("nowhere")).isInstanceOf(SessionNotFound.class);
    assertThatThrownBy(() -> threadbase.exporter().exportFolder("a", "native", out()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> export("a", FORMAT)).isInstanceOf(IllegalArgumentException.class);
    assertThat(out()).doesNotExist();
  }

  @Test
  void aStaleSnapshotIsGivenBackAsItCame() throws Exception {
    String text = SessionTreeSamples.thread("t", "a").replace("{\"id\"", "{\"later\":1,\"id\"");
    List<String> lines =
        List.of(SessionTreeSamples.line("a", "", "x"), SessionTreeSamples.line("b", "a", "y"));
    Path file = SessionTreeSamples.write(folder.resolve("in"), text, lines);
    load(file);
    exportAll("t");
    assertThat(out().resolve("id_dA/thread.json")).hasContent(text);
    assertThat(out().resolve("id_dA/entries.jsonl")).hasSameBinaryContentAs(file);
    threads.updateThread("t", ThreadUpdate.NOTHING.archived(true));
    exportAll("t");
    JsonNode thread = second("t").thread();
    assertThat(thread.path("archived").asBoolean()).isTrue();
    assertThat(thread.path("later").asInt()).isEqualTo(1);
    assertThat(thread.path("leaf_id").asString()).isEqualTo("a");
  }

  @Test
  void aSnapshotThatChangedThereIsTakenOverWhereNothingChangedHere() {
    List<String> lines = List.of(SessionTreeSamples.line("a", "", "x"));
    String text = SessionTreeSamples.thread("t", "a");
    load(SessionTreeSamples.write(folder.resolve("in"), text, lines));
    String titled = text.replace("{\"id\"", "{\"title\":\"There\",\"status\":\"done\",\"id\"");
    load(SessionTreeSamples.write(folder.resolve("in"), titled, lines));
    assertThat(threads.thread("t").title().text()).isEqualTo("There");
    exportAll("t");
    assertThat(out().resolve("id_dA/thread.json")).hasContent(titled);
    threads.updateThread("t", ThreadUpdate.NOTHING.title(Title.of("Here", "host")));
    String later = titled.replace("There", "Later").replace("done", "open");
    load(SessionTreeSamples.write(folder.resolve("in"), later, lines));
    assertThat(threads.thread("t").title().text()).isEqualTo("Here");
    assertThat(threads.thread("t").status()).isEqualTo("open");
  }

  @Test
  void aJournalThatWasRewrittenIsWrittenAsAllThatWasReadOfIt() {
    String a = SessionTreeSamples.line("a", "", "x");
    String b = SessionTreeSamples.line("b", "a", "y");
    String c = SessionTreeSamples.line("c", "a", "z");
    load(
        SessionTreeSamples.write(
            folder.resolve("in"), SessionTreeSamples.thread("t", "b"), List.of(a, b)));
    load(
        SessionTreeSamples.write(
            folder.resolve("in"), SessionTreeSamples.thread("t", "c"), List.of(a, c)));
    exportAll("t");
    assertThat(second("t").entries())
        .extracting(entry -> entry.path("id").asString())
        .containsExactly("a", "b", "c");
    assertThat(second("t").leaf()).isEqualTo("c");
  }
}
