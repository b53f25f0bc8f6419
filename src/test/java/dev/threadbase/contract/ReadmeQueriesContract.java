package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs every query of the README and compares the answers that it shows. */
abstract class ReadmeQueriesContract extends TransferContract {

  @BeforeEach
  void fill() {
    load(Samples.PI_TREE);
    threads.fork(ForkOptions.of(Samples.PI_SESSION).at("00000007").as("winter"));
  }

  @Test
  void everyQueryIsAnsweredAsTheReadmeSays() throws Exception {
    List<Block> queries = MarkdownPage.of("README.md").blocks("sql");
    assertThat(queries).hasSize(2).allMatch(query -> query.answer() != null);
    for (Block query : queries) {
      PageQuery.assertAnswered(query, database);
    }
  }
}

class SqliteReadmeQueriesTest extends ReadmeQueriesContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresReadmeQueriesTest extends ReadmeQueriesContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
