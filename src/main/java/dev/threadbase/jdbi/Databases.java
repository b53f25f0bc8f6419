package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** Opens databases. */
public final class Databases {

  private Databases() {}

  /** Opens what a configuration describes. */
  public static Database open(ThreadbaseConfig config) {
    return switch (Dialect.ofUrl(config.url())) {
      case SQLITE -> SqliteDatabase.open(config);
      case POSTGRESQL -> {
        DataSource source = PostgresDatabase.source(config);
        Migrations.run(source, Dialect.POSTGRESQL, config.migrate());
        yield PostgresDatabase.pooled(source, config);
      }
    };
  }

  /**
   * Opens the database that a data source leads to, and hands it on with the configuration that
   * describes it.
   */
  public static <T> T over(DataSource source, BiFunction<Database, ThreadbaseConfig, T> user) {
    ThreadbaseConfig config = ThreadbaseConfig.of(url(source));
    if (Dialect.ofUrl(config.url()) == Dialect.SQLITE) {
      return user.apply(open(config), config);
    }
    Migrations.run(source, Dialect.POSTGRESQL, config.migrate());
    return user.apply(PostgresDatabase.over(source, config), config);
  }

  /** The URL of a new database in memory. */
  public static String inMemoryUrl() {
    return SqliteFile.inMemoryUrl("threadbase-" + Ids.next());
  }

  private static String url(DataSource source) {
    try (Connection connection = source.getConnection()) {
      String url = connection.getMetaData().getURL();
      if (url == null) {
        throw new IllegalArgumentException("the data source does not say what database it is for");
      }
      return url;
    } catch (SQLException failure) {
      throw new StoreUnavailable("the data source gives no connection", null);
    }
  }
}
