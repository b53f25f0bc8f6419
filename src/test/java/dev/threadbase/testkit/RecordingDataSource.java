package dev.threadbase.testkit;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Passes everything on, and keeps which statements were prepared with which values. */
public final class RecordingDataSource {

  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** A value that was bound, by the call that bound it. */
  private record Bound(Method method, List<Object> arguments) {}

  /** A statement with its values. */
  public record Asked(String sql, List<Bound> bound) {

    /** The first column of what the database says to this statement behind a prefix. */
    public List<String> explain(Connection connection, String prefix, String column)
        throws SQLException, ReflectiveOperationException {
      try (PreparedStatement statement = connection.prepareStatement(prefix + " " + sql)) {
        for (Bound value : bound) {
          value.method.invoke(statement, value.arguments.toArray());
        }
        try (ResultSet plan = statement.executeQuery()) {
          List<String> lines = new ArrayList<>();
          while (plan.next()) {
            lines.add(plan.getString(column).strip());
          }
          return lines;
        }
      }
    }
  }

  /** The data source to use instead of another. */
  public DataSource over(DataSource source) {
    return JdbcProxy.of(
        DataSource.class,
        (self, method, arguments) -> {
          Object result = JdbcProxy.call(source, method, arguments);
          return result instanceof Connection connection ? over(connection) : result;
        });
  }

  /** The statements since the last call. */
  public List<Asked> take() {
    List<Asked> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  private Connection over(Connection connection) {
    return JdbcProxy.of(
        Connection.class,
        (self, method, arguments) -> {
          Object result = JdbcProxy.call(connection, method, arguments);
          return result instanceof PreparedStatement statement
              ? over(statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement over(PreparedStatement statement, String sql) {
    List<Bound> bound = new ArrayList<>();
    asked.add(new Asked(sql, bound));
    return JdbcProxy.of(
        PreparedStatement.class,
        (self, method, arguments) -> {
          boolean binds = method.getDeclaringClass() == PreparedStatement.class;
          if (binds && method.getName().startsWith("set")) {
            bound.add(new Bound(method, Arrays.asList(arguments)));
          }
          return JdbcProxy.call(statement, method, arguments);
        });
  }
}
