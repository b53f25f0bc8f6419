package dev.threadbase.contract;

import static dev.threadbase.contract.PiLines.HEADER;
import static dev.threadbase.contract.PiLines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.jdbi.Database;
import dev.threadbase.jdbi.Databases;
import dev.threadbase.jdbi.JdbiJournal;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Sql;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Imports that meet something else: a file that changes under them, an older copy, a deletion. */
abstract class ImportTimingContract extends TransferContract {

  private static List<String> three() {
    return List.of(HEADER, line("a", "", "one"), line("b", "a", "two"), line("c", "b", "three"));
  }

  /** Does something once, while the file is read for the second time: half of it was told then. */
  private static ImportOptions meanwhile(Path file, Runnable action) throws IOException {
    long half = Files.size(file) / 2;
    AtomicLong told = new AtomicLong();
    return ImportOptions.DEFAULT.telling(
        bytes -> {
          long before = told.getAndAdd(bytes);
          if (before <= half && before + bytes > half) {
            action.run();
          }
        });
  }

  @Test
  void aFileThatGrowsMeanwhileIsStoredAsItWasSeen() throws Exception {
    Path file = Samples.write(folder.resolve("live.jsonl"), three());
    byte[] seen = Files.readAllBytes(file);
    ImportOptions growing =
        meanwhile(file, () -> Samples.append(file, line("d", "c", "four") + "\n"));
    assertThat(threadbase.importer().importFile(file, growing).stored()).isEqualTo(3);
    assertThat(export("s", "pi")).isEqualTo(seen);
    assertThat(threadbase.verify().problems()).isEmpty();
    assertThat(load(file).stored()).isEqualTo(1);
    assertThat(export("s", "pi")).isEqualTo(Files.readAllBytes(file));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aFileThatIsRewrittenMeanwhileIsNotStored() throws IOException {
    // Far longer than what is read ahead, so that the change is met.
    String text = "long ".repeat(220_000);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < 12; i++) {
      lines.add(line("a" + i, i == 0 ? "" : "a" + (i - 1), text));
    }
    lines.add(line("b", "a11", "two"));
    Path file = Samples.write(folder.resolve("live.jsonl"), lines);
    String other = String.join("\n", lines).replace("two", "TWO") + "\n";
    ImportOptions rewriting = meanwhile(file, () -> Samples.write(file, other));
    assertThatThrownBy(() -> threadbase.importer().importFile(file, rewriting))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("rewritten while it was read");
    assertThatThrownBy(() -> threads.thread("s")).isInstanceOf(ThreadNotFound.class);
    assertThat(load(file).stored()).isEqualTo(13);
  }

  @Test
  void anOlderCopyOfTheSessionDoesNotShortenTheArchive() throws Exception {
    List<String> lines = three();
    Path file = Samples.write(folder.resolve("grows.jsonl"), lines.subList(0, 2));
    load(file);
    Path old = Files.write(folder.resolve("old.jsonl"), export("s", null));
    Samples.write(file, lines.subList(0, 3));
    load(file);
    assertThat(load(old).stored()).isZero();
    assertThat(threadbase.verify().problems()).isEmpty();
    Samples.write(file, lines);
    assertThat(load(file).stored()).isEqualTo(1);
    assertThat(export("s", "pi")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void aThreadWhoseForkLivesCanBeImportedAgain() {
    load(three());
    threads.fork(ForkOptions.of("s").at("b").as("fork"));
    threads.deleteThread("s");
    ImportReport again = load(three());
    assertThat(again.stored()).isEqualTo(3);
    assertThat(again.repaired()).isEqualTo(2);
    assertThat(threads.path("s")).hasSize(3);
    assertThat(ids(threads.path("fork"))).containsExactly("a", "b");
    assertThat(load(three()).stored()).isZero();
    assertThat(threadbase.verify().problems()).isEmpty();
    threads.deleteThread("fork");
    threads.deleteThread("s");
    assertThat(threadbase.verify().segments()).isZero();
  }

  @Test
  void anUnchangedFileChangesNothing() {
    load(three());
    threads.appendMessage("s", null, Message.user("here"));
    ThreadMeta before = threads.thread("s");
    load(three());
    assertThat(threads.thread("s")).isEqualTo(before);
  }

  @Test
  void twoFilesOfOneThreadAreArchivedOnce() throws Exception {
    Path one = Samples.write(folder.resolve("one.jsonl"), three());
    List<String> changed = List.of(HEADER, line("a", "", "one"), line("x", "a", "other"));
    Path two = Samples.write(folder.resolve("two.jsonl"), changed);
    for (int round = 0; round < 3; round++) {
      load(one);
      load(two);
    }
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM sources")).isEqualTo(2);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void anIdThatLooksLikeAMadeOneIsKeptBesideIt() {
    ImportReport report =
        load(
            List.of(
                HEADER,
                "{\"type\":\"note\",\"text\":\"no id\"}",
                line("line-2", "", "one"),
                line("a", "line-2", "two"),
                line("a", "line-2", "three"),
                line("a#5", "a", "four")));
    assertThat(report.stored()).isEqualTo(5);
    assertThat(threads.path("s")).hasSize(3);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void progressIsToldFromTheFirstReadingOnAndAddsUpToTheFile() throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < 2_000; i++) {
      lines.add(line("m" + i, i == 0 ? "" : "m" + (i - 1), "said ".repeat(200)));
    }
    Path file = Samples.write(folder.resolve("long.jsonl"), lines);
    List<Long> told = new ArrayList<>();
    List<Long> before = new ArrayList<>();
    ImportOptions telling = ImportOptions.DEFAULT.telling(told::add);
    try (Database opened = Databases.open(database.config())) {
      Journal journal = new JdbiJournal(opened, Clock.systemUTC());
      Importer importer = new Importer(new Meanwhile(journal, () -> before.addAll(told)));
      for (ImportOptions options : List.of(telling.withoutStoring(), telling, telling)) {
        told.clear();
        importer.importFile(file, options);
        assertThat(sum(told)).isEqualTo(Files.size(file));
      }
    }
    assertThat(before).hasSizeGreaterThan(4);
  }

  private static long sum(List<Long> parts) {
    return parts.stream().mapToLong(Long::longValue).sum();
  }

  /** Does something before the first transaction, with the file read once. */
  private record Meanwhile(Journal journal, Runnable action) implements Journal {
    @Override
    public <T> T write(Function<Session, T> work) {
      action.run();
      return journal.write(work);
    }

    @Override
    public <T> T read(Function<Snapshot, T> work) {
      return journal.read(work);
    }

    @Override
    public Consumer<Session> adding(List<Entry> entries) {
      return journal.adding(entries);
    }

    @Override
    public String newId() {
      return journal.newId();
    }

    @Override
    public Instant now() {
      return journal.now();
    }
  }

  @Test
  void aFileThatBecomesThatOfAnotherSessionMeanwhileIsNotStored() {
    Path file = Samples.write(folder.resolve("live.jsonl"), three());
    load(file);
    String other = HEADER.replace("\"id\":\"s\"", "\"id\":\"t\"");
    try (Database opened = Databases.open(database.config())) {
      Journal journal = new JdbiJournal(opened, Clock.systemUTC());
      Runnable replaced = () -> Samples.write(file, List.of(other, line("x", "", "theirs")));
      Importer importer = new Importer(new Meanwhile(journal, replaced));
      assertThatThrownBy(() -> importer.importFile(file, ImportOptions.DEFAULT))
          .isInstanceOf(InvalidData.class)
          .hasMessageContaining("rewritten while it was read");
    }
    assertThat(ids(threads.entries("s"))).containsExactly("a", "b", "c");
    assertThat(load(file).threadId()).isEqualTo("t");
  }
}
