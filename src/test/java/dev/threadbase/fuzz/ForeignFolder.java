package dev.threadbase.fuzz;

import dev.threadbase.Threadbase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.Importer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder as another program left it: its files, by their path in it. Formats that look at what
 * lies beside a file find it there.
 *
 * @param format the format
 * @param files the bytes, by path
 */
record ForeignFolder(String format, Map<String, byte[]> files) {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path SAMPLES = RESOURCES.resolve("samples");
  private static final String NATIVE = "native";

  /** The samples of every format; one is a file or a folder that has the format's name. */
  static List<ForeignFolder> samples() {
    List<ForeignFolder> samples = new ArrayList<>();
    for (String format : Importer.formats()) {
      if (format.equals(NATIVE)) {
        samples.add(exported());
      }
      for (Path found : named(format)) {
        samples.add(of(format, found));
      }
    }
    return samples;
  }

  private static List<Path> named(String format) {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(SAMPLES, RESOURCES)) {
      try (Stream<Path> children = Files.list(folder)) {
        children
            .filter(child -> child.getFileName().toString().matches(format + "([-.].*)?"))
            .sorted()
            .forEach(found::add);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return found;
  }

  private static ForeignFolder of(String format, Path root) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        boolean alone = file.equals(root);
        String name = alone ? root.getFileName().toString() : root.relativize(file).toString();
        files.put(name, Files.readAllBytes(file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new ForeignFolder(format, files);
  }

  private static ForeignFolder exported() {
    try (Threadbase threadbase = Threadbase.inMemory()) {
      Path tree = SAMPLES.resolve("pi-tree.jsonl");
      String thread = threadbase.importer().importFile(tree, ImportOptions.DEFAULT).threadId();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      threadbase.exporter().export(String.valueOf(thread), null, bytes);
      return new ForeignFolder(NATIVE, Map.of("session.jsonl", bytes.toByteArray()));
    }
  }

  /** Writes the files below a folder. */
  void write(Path folder) {
    files.forEach(
        (name, bytes) -> {
          try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  /** The same with one file changed. */
  ForeignFolder with(String name, byte[] bytes) {
    Map<String, byte[]> changed = new TreeMap<>(files);
    changed.put(name, bytes);
    return new ForeignFolder(format, changed);
  }
}
