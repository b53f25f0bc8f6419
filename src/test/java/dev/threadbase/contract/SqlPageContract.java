package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs every query of docs/sql.md and compares the answers that the page shows. */
abstract class SqlPageContract extends Contract {

  private static final Pattern BLOCK =
      Pattern.compile("```sql\n(.*?)```(\n\n```text\n(.*?)```)?", Pattern.DOTALL);
  private static final Instant FIRST_DAY = Instant.parse("2026-03-01T09:00:00Z");

  @BeforeEach
  void fill() {
    threads.createThread(ThreadMeta.builder("main").sessionId("tea").createdAt(day(0)).build());
    say("main", "q1", 0);
    answer("main", "a0", "m-small", 0);
    threads.moveLeaf("main", "q1");
    answer("main", "a1", "m-large", 0);
    say("main", "q2", 1);
    answer("main", "a2", "m-large", 1);
    threads.fork(ForkOptions.of("main").at("a1").as("try").madeAt(day(1)));
    say("try", "q3", 1);
    answer("try", "a3", "m-small", 1);
    threads.fork(ForkOptions.of("try").at("q3").as("again").madeAt(day(2)));
    answer("again", "a4", "m-large", 2);
    begin("solo");
    say("solo", "q9", 2);
  }

  private static Instant day(int number) {
    return FIRST_DAY.plus(Duration.ofDays(number));
  }

  private void say(String thread, String id, int day) {
    threads.append(thread, saying(id).at(day(day)));
  }

  private void answer(String thread, String id, String model, int day) {
    Content content = Content.of(Message.assistant(id)).withModel(null, model);
    threads.append(
        thread, NewEntry.of(EntryType.ASSISTANT_MESSAGE, content).withId(id).at(day(day)));
  }

  @Test
  void everyQueryOfThePageIsAnsweredAsThePageSays() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs", "sql.md")));
    int queries = 0;
    int answers = 0;
    while (block.find()) {
      queries++;
      List<List<String>> answer = answerTo(block.group(1));
      assertThat(answer).as(block.group(1)).hasSizeGreaterThan(1);
      if (block.group(3) != null) {
        answers++;
        assertThat(answer).as(block.group(1)).isEqualTo(cells(block.group(3)));
      }
    }
    assertThat(queries).isEqualTo(10);
    assertThat(answers).isEqualTo(8);
  }

  /** The names of the columns, then the rows; null is an empty cell. */
  private List<List<String>> answerTo(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      List<List<String>> lines = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        names.add(result.getMetaData().getColumnLabel(i));
      }
      lines.add(names);
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          row.add(Objects.requireNonNullElse(result.getString(i), ""));
        }
        lines.add(row);
      }
      return lines;
    }
  }

  private static List<List<String>> cells(String table) {
    return table
        .lines()
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .toList();
  }
}

class SqliteSqlPageTest extends SqlPageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSqlPageTest extends SqlPageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
