package dev.threadbase.cli;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, as a person writes it.
 *
 * @param url its JDBC URL
 * @param user the PostgreSQL user, if the person wrote one
 * @param password the password, if the person wrote one
 * @param file the SQLite file; null when the URL names none
 */
record DatabaseLocation(
    String url, @Nullable String user, @Nullable String password, @Nullable Path file) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** {@code postgresql://user:password@host:port/database}, as PostgreSQL's own tools take it. */
  private static final Pattern POSTGRESQL_URI =
      Pattern.compile("postgres(?:ql)?:(?<slashes>//(?:(?<login>[^/?]*)@)?)?(?<rest>.*)");

  private static final Pattern OTHER_URL = Pattern.compile("jdbc:.*|[a-z][a-z0-9+.-]+://.*");

  /**
   * Reads it.
   *
   * @throws CommandFailed if it is neither a path nor a URL of one of the two databases
   */
  static DatabaseLocation of(String text) {
    Matcher uri = POSTGRESQL_URI.matcher(text);
    if (uri.matches()) {
      return postgres(uri);
    }
    if (text.startsWith(POSTGRESQL)) {
      return new DatabaseLocation(text, null, null, null);
    }
    if (text.startsWith(SQLITE)) {
      String name = sqliteFile(text);
      boolean noFile = name.isEmpty() || name.startsWith(":");
      return new DatabaseLocation(text, null, null, noFile ? null : path(name));
    }
    if (text.isEmpty() || OTHER_URL.matcher(text).matches()) {
      throw CommandFailed.usage(
          "--db takes a path, jdbc:sqlite:..., postgresql://... or jdbc:postgresql:...");
    }
    Path file = path(text);
    return new DatabaseLocation(SQLITE + file.toAbsolutePath(), null, null, file);
  }

  /** With a login from elsewhere, unless this has its own. */
  DatabaseLocation orLogin(@Nullable String otherUser, @Nullable String otherPassword) {
    boolean named = user != null || url.contains("?user=") || url.contains("&user=");
    boolean secret = password != null || url.contains("password=");
    return new DatabaseLocation(
        url, named ? user : otherUser, secret ? password : otherPassword, file);
  }

  /** Whether a file is the SQLite database, or one of those that are kept beside it. */
  boolean isAt(Path other) {
    Path here = file;
    return here != null
        && Stream.of("", "-wal", "-shm", "-journal", ".lock")
            .map(end -> here.resolveSibling(here.getFileName() + end))
            .anyMatch(each -> isSame(each, other));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException notThere) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  private static DatabaseLocation postgres(Matcher uri) {
    String slashes = uri.group("slashes") == null ? "" : "//";
    String url = POSTGRESQL + slashes + uri.group("rest");
    String login = uri.group("login");
    if (login == null) {
      return new DatabaseLocation(url, null, null, null);
    }
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    String password = colon < 0 ? null : decoded(login.substring(colon + 1));
    return new DatabaseLocation(url, user.isEmpty() ? null : decoded(user), password, null);
  }

  private static String sqliteFile(String url) {
    String rest = url.substring(SQLITE.length());
    String name = rest.startsWith("file:") ? rest.substring("file:".length()) : rest;
    int query = name.indexOf('?');
    return query < 0 ? name : name.substring(0, query);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException impossible) {
      throw CommandFailed.usage("--db is not a path that can exist");
    }
  }

  /** Percent signs only: a plus sign in a password is a plus sign. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Neither the password nor a URL that may hold one. */
  @Override
  public String toString() {
    return "DatabaseLocation[" + (file == null ? "no file" : file) + "]";
  }
}
