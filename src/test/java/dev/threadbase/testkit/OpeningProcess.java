package dev.threadbase.testkit;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that opens a database when it is told to. */
public final class OpeningProcess {

  private OpeningProcess() {}

  /** Says that it is ready, waits for a byte, opens the URL in the first argument. */
  public static void main(String[] args) throws IOException {
    System.out.write('r');
    System.out.flush();
    if (System.in.read() < 0) {
      throw new IOException("nobody is there to say when");
    }
    Threadbase.open(ThreadbaseConfig.of(args[0])).close();
  }

  /** Starts one, with the class path of this process. */
  public static Process start(String url) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OpeningProcess.class.getName(), url));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
