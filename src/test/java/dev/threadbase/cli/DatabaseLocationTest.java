package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLocationTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "postgresql://host/db, jdbc:postgresql://host/db, -, -",
        "postgres://host/db, jdbc:postgresql://host/db, -, -",
        "postgresql:db, jdbc:postgresql:db, -, -",
        "postgres://ann@host:5/db, jdbc:postgresql://host:5/db, ann, -",
        "postgres://ann:p%40+@host:5/db?ssl=true, jdbc:postgresql://host:5/db?ssl=true, ann, p@+",
        "'postgresql://ann:pw@h1:1,h2:2/db', 'jdbc:postgresql://h1:1,h2:2/db', ann, pw",
        "jdbc:postgresql://host/db, jdbc:postgresql://host/db, -, -"
      })
  void readsPostgresUrls(String text, String url, String user, String password) {
    DatabaseLocation location = DatabaseLocation.of(text);
    assertThat(location).isEqualTo(new DatabaseLocation(url, user, password, null));
    assertThat(location).hasToString("DatabaseLocation[no file]");
  }

  @Test
  void readsPathsAndSqliteUrls() {
    DatabaseLocation path = DatabaseLocation.of("some/file.db");
    assertThat(path.url()).isEqualTo("jdbc:sqlite:" + Path.of("some/file.db").toAbsolutePath());
    assertThat(path.file()).isEqualTo(Path.of("some/file.db"));
    assertThat(DatabaseLocation.of("jdbc:sqlite:file:x.db?mode=ro").file())
        .isEqualTo(Path.of("x.db"));
    assertThat(DatabaseLocation.of("jdbc:sqlite::memory:").file()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mysql://h/d", "jdbc:mysql://h/d", "https://h/d"})
  void refusesOtherDatabases(String text) {
    assertThatThrownBy(() -> DatabaseLocation.of(text))
        .isInstanceOf(CommandFailed.class)
        .hasMessageStartingWith("--db takes");
  }

  @Test
  void loginFromElsewhereFillsOnlyGaps() {
    assertThat(DatabaseLocation.of("postgres://h/d").orLogin("u", "p"))
        .extracting(DatabaseLocation::user, DatabaseLocation::password)
        .containsExactly("u", "p");
    assertThat(DatabaseLocation.of("postgres://ann@h/d").orLogin("u", "p"))
        .extracting(DatabaseLocation::user, DatabaseLocation::password)
        .containsExactly("ann", "p");
    assertThat(DatabaseLocation.of("jdbc:postgresql://h/d?user=a&password=b").orLogin("u", "p"))
        .extracting(DatabaseLocation::user, DatabaseLocation::password)
        .containsExactly(null, null);
  }
}
