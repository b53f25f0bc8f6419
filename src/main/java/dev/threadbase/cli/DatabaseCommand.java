package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that works on an open database. */
abstract class DatabaseCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Override
  public final Integer call() {
    check();
    Output out = new Output(spec.commandLine().getOut(), main.json());
    try (Threadbase threadbase = open(main)) {
      int code = run(threadbase, out);
      out.flush();
      return code;
    }
  }

  /** Refuses what cannot be done on any database, before one is opened or made. */
  void check() {}

  /** Does the work and returns the exit code. */
  abstract int run(Threadbase threadbase, Output out);

  /** Opens the database; a command that may make one does so here. */
  Threadbase open(Main options) {
    return options.database().open(options.environment());
  }

  /** Refuses to write a file where the database is. */
  final void refuseAsTarget(@Nullable Path file) {
    if (file != null && main.database().location(main.environment()).isAt(file)) {
      throw CommandFailed.usage("--out names the database itself");
    }
  }

  /** Where data goes that is bytes, not text. */
  final OutputStream bytes() {
    return main.bytes();
  }

  /** Where it is told what is not data. */
  final PrintWriter aside() {
    return spec.commandLine().getErr();
  }

  /** Tells the person, not the program behind the pipe. */
  final void report(String text) {
    aside().println(Printable.line(text));
  }
}
