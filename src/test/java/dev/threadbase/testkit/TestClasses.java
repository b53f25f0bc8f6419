package dev.threadbase.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that pages name, by their simple names, in whichever package they are. */
public final class TestClasses {

  private static final String CLASS = ".class";
  private static final Map<String, String> NAMES = names();

  private TestClasses() {}

  /** The class of a simple name, if there is one. */
  public static Optional<Class<?>> named(String simpleName) {
    return Optional.ofNullable(NAMES.get(simpleName)).map(TestClasses::load);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, TestClasses.class.getClassLoader());
    } catch (ClassNotFoundException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Two tests of one name would make a page ambiguous: that fails here. */
  private static Map<String, String> names() {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(
              file ->
                  root.relativize(file)
                      .toString()
                      .replace(root.getFileSystem().getSeparator(), "."))
          .filter(file -> file.endsWith("Test" + CLASS) || file.endsWith("Contract" + CLASS))
          .map(file -> file.substring(0, file.length() - CLASS.length()))
          .collect(
              Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), name -> name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path root() {
    try {
      return Path.of(TestClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
