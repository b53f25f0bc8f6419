package dev.threadbase.transfer.format;

import java.nio.file.Path;

/** What a recording is called whose file does not say it. */
final class SessionNames {

  private static final String ENDING = ".jsonl";

  private SessionNames() {}

  /** The name of the file without its ending; of a file called {@code raw.jsonl} its folder's. */
  static String of(Path file) {
    String name = fileName(file);
    if (!name.equals("raw") && !name.isEmpty()) {
      return name;
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    String called = folder == null ? "" : fileName(folder);
    return called.isEmpty() ? "raw" : called;
  }

  /** The name of the file without its ending. */
  static String fileName(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
