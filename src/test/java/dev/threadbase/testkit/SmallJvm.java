package dev.threadbase.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a JVM with a heap of its own size, run to its end. */
public final class SmallJvm {

  private SmallJvm() {}

  /**
   * What it prints, line by line.
   *
   * @throws IllegalStateException if it fails, as it does when the heap is too small
   */
  public static List<String> output(int heapMegabytes, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> printed = lines.lines().toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the process failed in " + heapMegabytes + " MB");
      }
      return printed;
    } finally {
      process.destroyForcibly();
    }
  }
}
