package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.SqliteTestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteAppendPlanTest {

  @Test
  void idThatMayBeTakenIsLookedUpByItsKey() throws Exception {
    List<String> plan = new ArrayList<>();
    try (SqliteTestDatabase database = SqliteTestDatabase.create();
        Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "EXPLAIN QUERY PLAN " + SqliteHeadAppend.MOVE_HEAD_UNLESS_TAKEN)) {
      while (row.next()) {
        plan.add(row.getString("detail"));
      }
    }
    assertThat(plan)
        .anySatisfy(step -> assertThat(step).startsWith("SEARCH threads").contains("(thread_id=?)"))
        .anySatisfy(
            step ->
                assertThat(step).startsWith("SEARCH e ").contains("(session_id=? AND entry_id=?)"));
  }
}
