package dev.threadbase.jdbi;

import java.io.Serial;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the append path, without Jdbi's work for each of them: it would take as long as
 * SQLite does.
 */
final class BareStatement {

  private BareStatement() {}

  /** Sets the parameters of a statement. */
  interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** Reads a row. */
  interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Runs a statement without parameters. */
  static void run(Handle handle, String sql) {
    update(handle, sql, statement -> {});
  }

  static int update(Handle handle, String sql, Binding binding) {
    return use(
        handle,
        sql,
        statement -> {
          binding.to(statement);
          return statement.executeUpdate();
        });
  }

  /** Sets the parameters of a statement for a row. */
  interface RowBinding<R> {
    void to(PreparedStatement statement, R row) throws SQLException;
  }

  /** Runs a statement for each row, in one batch. */
  static <R> void batch(Handle handle, String sql, List<R> rows, RowBinding<R> binding) {
    if (rows.isEmpty()) {
      return;
    }
    use(
        handle,
        sql,
        statement -> {
          for (R row : rows) {
            binding.to(statement, row);
            statement.addBatch();
          }
          return statement.executeBatch().length;
        });
  }

  /** The first row that a statement returns. */
  static <T> Optional<T> first(Handle handle, String sql, Binding binding, Mapping<T> mapping) {
    return use(
        handle,
        sql,
        statement -> {
          binding.to(statement);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(mapping.of(rows)) : Optional.empty();
          }
        });
  }

  /** Sets parameters one after another. */
  static final class Parameters {
    private final PreparedStatement statement;
    private int index;

    Parameters(PreparedStatement statement) {
      this.statement = statement;
    }

    /** A text that can be stored, or null. */
    Parameters text(@Nullable String text) throws SQLException {
      if (text == null) {
        statement.setNull(++index, Types.VARCHAR);
      } else {
        statement.setString(++index, Texts.storable("a text", text));
      }
      return this;
    }

    Parameters number(long number) throws SQLException {
      statement.setLong(++index, number);
      return this;
    }

    Parameters numberOrNull(@Nullable Long number) throws SQLException {
      statement.setObject(++index, number, Types.BIGINT);
      return this;
    }

    Parameters flag(boolean flag) throws SQLException {
      statement.setBoolean(++index, flag);
      return this;
    }

    Parameters array(String type, Object... values) throws SQLException {
      statement.setArray(++index, statement.getConnection().createArrayOf(type, values));
      return this;
    }
  }

  /** What is done with a prepared statement. */
  interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  static <T> T use(Handle handle, String sql, Use<T> use) {
    try {
      if (handle.getStatementBuilder() instanceof KeptStatements kept) {
        PreparedStatement statement = kept.take(handle.getConnection(), sql);
        try {
          return use.of(statement);
        } finally {
          kept.close(handle.getConnection(), sql, statement);
        }
      }
      try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
        return use.of(statement);
      }
    } catch (SQLException failure) {
      throw new Failed(failure);
    }
  }

  /** In the form of every other failure, so that it is retried and translated like them. */
  static final class Failed extends JdbiException {
    @Serial private static final long serialVersionUID = 1;

    Failed(SQLException cause) {
      super(cause);
    }
  }
}
