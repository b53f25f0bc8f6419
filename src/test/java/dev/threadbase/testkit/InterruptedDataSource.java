package dev.threadbase.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Passes everything on, and lets something happen before each statement is sent. */
public final class InterruptedDataSource {

  private final Consumer<String> before;

  private InterruptedDataSource(Consumer<String> before) {
    this.before = before;
  }

  /** The data source to use instead of another; what happens is given the statement's text. */
  public static DataSource over(DataSource source, Consumer<String> before) {
    InterruptedDataSource interrupted = new InterruptedDataSource(before);
    return JdbcProxy.of(
        DataSource.class,
        (self, method, arguments) -> {
          Object result = JdbcProxy.call(source, method, arguments);
          return result instanceof Connection connection
              ? interrupted.connection(connection)
              : result;
        });
  }

  private Connection connection(Connection connection) {
    return JdbcProxy.of(
        Connection.class,
        (self, method, arguments) -> {
          Object result = JdbcProxy.call(connection, method, arguments);
          if (result instanceof PreparedStatement statement) {
            return statement(PreparedStatement.class, statement, (String) arguments[0]);
          }
          return result instanceof Statement statement
              ? statement(Statement.class, statement, null)
              : result;
        });
  }

  private <T extends Statement> T statement(
      Class<T> type, Statement statement, @Nullable String prepared) {
    return JdbcProxy.of(
        type,
        (self, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            before.accept(prepared == null ? (String) arguments[0] : prepared);
          }
          return JdbcProxy.call(statement, method, arguments);
        });
  }
}
