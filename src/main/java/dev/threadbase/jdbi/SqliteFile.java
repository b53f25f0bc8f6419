package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where a SQLite URL points.
 *
 * @param path the file; null for a database in memory
 */
record SqliteFile(@Nullable Path path) {

  private static final String PREFIX = "jdbc:sqlite:";
  private static final String FILE_URI = "file:";
  private static final String IN_MEMORY = "?vfs=memdb";

  /** The URL of a new database in memory, which its connections share. */
  static String inMemoryUrl(String name) {
    return PREFIX + FILE_URI + "/" + name + IN_MEMORY;
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it names a database that a second connection would not see
   */
  static SqliteFile of(String url) {
    String rest = url.substring(PREFIX.length());
    if (rest.startsWith(FILE_URI) && rest.endsWith(IN_MEMORY)) {
      return new SqliteFile(null);
    }
    String located = rest.startsWith(FILE_URI) ? rest.substring(FILE_URI.length()) : rest;
    int query = located.indexOf('?');
    String name = query < 0 ? located : located.substring(0, query);
    if (name.isEmpty() || name.startsWith(":") || rest.contains("mode=memory")) {
      throw new IllegalArgumentException(
          "this SQLite URL names no file; for a database in memory use Threadbase.inMemory()");
    }
    return new SqliteFile(Path.of(name).toAbsolutePath());
  }

  boolean inMemory() {
    return path == null;
  }

  /**
   * Makes the file and its folder if they are not there: for the owner alone, where the file system
   * can say so.
   */
  void create() {
    if (path == null) {
      return;
    }
    try {
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(path)) {
        Files.createFile(path, ownerOnly(path));
      }
    } catch (FileAlreadyExistsException another) {
      // Another process made it first, which is as good.
    } catch (IOException failure) {
      throw new StoreUnavailable("the database file cannot be made: " + path, failure);
    }
  }

  /** The turns of this file's writers. */
  FileTurnstile turnstile() {
    if (path == null) {
      return FileTurnstile.inProcess();
    }
    try {
      Path real = path.toRealPath();
      return FileTurnstile.at(real.resolveSibling(real.getFileName() + ".lock"));
    } catch (IOException failure) {
      throw new StoreUnavailable("the database file cannot be found: " + path, failure);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
    Path folder = file.getParent();
    boolean posix =
        folder != null
            && Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
