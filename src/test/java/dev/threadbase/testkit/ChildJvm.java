package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another process on a test's database: a main class of the tests in a JVM of its own.
 *
 * <p>It opens the database, says {@link #READY} and waits for {@link #go}; what it prints after
 * that is its result. Closing kills it.
 */
public final class ChildJvm implements AutoCloseable {

  /** What a child prints once it has opened the database. */
  public static final String READY = "ready";

  /** For a JVM that ends before the second compiler and several collectors could pay. */
  public static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** The variable that tells a child where the database is; an argument would show its password. */
  static final String URL_VARIABLE = "THREADBASE_CHILD_URL";

  private static final long PATIENCE_SECONDS = 60;
  private static final int FIRST_JDK_WITH_NATIVE_ACCESS_CHECKS = 22;

  private final Process process;
  private final BlockingQueue<Optional<String>> output = new LinkedBlockingQueue<>();
  private final Writer input;
  private long patienceSeconds = PATIENCE_SECONDS;

  private ChildJvm(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Reads ahead, so that the child never waits for its reader. */
  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(Optional.of(line));
      }
    } catch (IOException closed) {
      // What was read until then is all there is.
    } finally {
      output.add(Optional.empty());
    }
  }

  /** Starts a main class; it is not ready yet. */
  public static ChildJvm start(Class<?> main, TestDatabase database, Object... arguments) {
    return startWithHeap(128, main, database, arguments);
  }

  /** Starts a main class with so many megabytes of heap; it is not ready yet. */
  public static ChildJvm startWithHeap(
      int megabytes, Class<?> main, TestDatabase database, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + megabytes + "m");
    command.addAll(SHORT_LIVED);
    if (Runtime.version().feature() >= FIRST_JDK_WITH_NATIVE_ACCESS_CHECKS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(URL_VARIABLE, database.config().url());
    try {
      return new ChildJvm(builder.start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** For the child: the database it was started for. */
  public static ThreadbaseConfig config() {
    return ThreadbaseConfig.of(System.getenv(URL_VARIABLE));
  }

  /** For the child: says that it is ready and waits for the word. */
  public static void awaitGo() throws IOException {
    System.out.println(READY);
    System.out.flush();
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
  }

  /** Waits so long for each line, for a child that is silent while it does something large. */
  public ChildJvm waiting(Duration patience) {
    patienceSeconds = patience.toSeconds();
    return this;
  }

  /** Waits until the child is ready. */
  public ChildJvm awaitReady() {
    String line = readLine();
    if (!READY.equals(line)) {
      throw new IllegalStateException("a child process did not get ready: " + line);
    }
    return this;
  }

  /** Lets a child that is ready begin. */
  public void go() {
    try {
      input.write("go\n");
      input.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The next line that the child prints; null when it has ended. */
  public String readLine() {
    try {
      Optional<String> line = output.poll(patienceSeconds, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("a child process went silent");
      }
      return line.orElse(null);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Everything that the child prints until it ends, which must be without an error. */
  public List<String> finish() {
    List<String> lines = remainingLines();
    try {
      if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("a child process failed");
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return lines;
  }

  /** Kills the child where it stands and returns what it had printed. */
  public List<String> kill() {
    // By its handle: the process object would close the streams, and what was printed with them.
    process.toHandle().destroyForcibly();
    return remainingLines();
  }

  /** Asks the child to end, as Ctrl-C or a service manager does, and waits until it has. */
  public void interrupt() {
    process.toHandle().destroy();
    remainingLines();
  }

  /** Whether it has not ended by itself. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Stops the child where it stands; it goes on when {@link #resume} is called. */
  public void pause() {
    signal("STOP");
  }

  /** Lets a child that was stopped go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      // The shell has it built in; a program of that name need not be installed.
      String command = "kill -" + name + " " + process.pid();
      Process kill = new ProcessBuilder("sh", "-c", command).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("a child process could not be sent SIG" + name);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private List<String> remainingLines() {
    List<String> lines = new ArrayList<>();
    for (String line = readLine(); line != null; line = readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
