package dev.threadbase.conversation.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The browser that is on the path, without a window, for one page at a time. */
final class Chromium {

  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          // What the browser asks its makers for is not to be had either.
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

  private final Path folder;

  Chromium(Path folder) {
    this.folder = folder;
  }

  /** The page as it is once everything on it ran. */
  String dom(String url, Path netLog) throws Exception {
    return run("--dump-dom", "--virtual-time-budget=3000", "--log-net-log=" + netLog, url);
  }

  /** A picture of a page's top. */
  void picture(Path file, int width, int height, boolean dark, String url) throws Exception {
    run(
        "--screenshot=" + file,
        "--window-size=" + width + "," + height,
        "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
        url);
  }

  private String run(String... arguments) throws Exception {
    Path out = folder.resolve("dom.html");
    List<String> command = new ArrayList<>(List.of("chromium"));
    command.addAll(QUIET);
    command.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("log").toFile())
            .start();
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("chromium failed or did not end");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(out);
  }
}
