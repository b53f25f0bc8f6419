package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Part;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.SearchResult;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.transfer.ImportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is imported is found, whatever format it is from. */
abstract class SearchImportContract extends TransferContract {

  private static final String RESOURCES = "src/test/resources/";

  /** A database of the other kind. */
  abstract TestDatabase createOther();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/pi-tree.jsonl",
        "samples/claude-code/5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f.jsonl",
        "samples/raw-jsonl/2026-02-03T09-15-mia-OxK42z/raw.jsonl",
        "samples/conversation-jsonl/20260301-091500-0a1b2c3d4e5f6071.jsonl",
        "samples/codex/rollout-2026-04-20T16-44-00-0196a0b0-1111-7222-8333-444455556666.jsonl",
        "sessiontree-files/tree/id_ZGVtby8x/entries.jsonl"
      })
  void everyMessageIsFoundByItsOwnWords(String sample) throws Exception {
    String thread = load(Path.of(RESOURCES + sample)).threadId();
    List<Entry> said =
        threads.entries(thread).stream().filter(SearchImportContract::isSaid).toList();
    assertThat(said).hasSizeGreaterThan(1);
    assertThat(said).allSatisfy(entry -> assertFound(threadbase, entry));
    assertThat(threadbase.verify().problems()).isEmpty();
    Path exported = Files.write(folder.resolve("native.jsonl"), export(thread, null));
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      target.importer().importFile(exported, ImportOptions.DEFAULT);
      assertThat(said).allSatisfy(entry -> assertFound(target, entry));
      assertThat(rows(other)).isEqualTo(rows(database));
      assertThat(target.verify().problems()).isEmpty();
    }
  }

  private static List<List<String>> rows(TestDatabase database) {
    return Sql.rows(
        database,
        "SELECT DISTINCT session_id, segment_id, seq, role, created_at_ns FROM search_rows ORDER BY 1, 2, 3");
  }

  private static boolean isSaid(Entry entry) {
    return entry.payload().startsWith("{\"v\":")
        && !entry.type().equals(EntryType.TOOL_RESULT)
        && words(entry).length > 0;
  }

  /** The words of the first text that has any. */
  private static String[] words(Entry entry) {
    if (entry.content().message() == null) {
      return new String[0];
    }
    return entry.content().message().parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text().split("[^\\p{L}\\p{N}]+"))
        .map(found -> Arrays.stream(found).filter(word -> !word.isEmpty()).toArray(String[]::new))
        .filter(found -> found.length > 0)
        .findFirst()
        .orElse(new String[0]);
  }

  private static void assertFound(Threadbase threadbase, Entry entry) {
    String[] words = words(entry);
    String phrase = String.join(" ", Arrays.copyOf(words, Math.min(words.length, 12)));
    SearchQuery query = SearchQuery.of("\"" + phrase + "\"").withAbandoned().limit(1_000);
    SearchResult result = threadbase.search().search(query);
    assertThat(result.hits()).as(phrase).extracting(SearchHit::entryId).contains(entry.id());
    assertThat(result.complete()).isTrue();
  }
}

class SqliteSearchImportTest extends SearchImportContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return PostgresTestDatabase.create();
  }
}

class PostgresSearchImportTest extends SearchImportContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return SqliteTestDatabase.create();
  }
}
