package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.Verification;
import dev.threadbase.thread.Verification.Problem;
import picocli.CommandLine.Command;

@Command(
    name = "verify",
    description = "Check everything that is stored; the exit code is 1 if something is wrong.")
final class VerifyCommand extends DatabaseCommand {

  @Override
  int run(Threadbase threadbase, Output out) {
    Verification found = threadbase.verify();
    if (out.json()) {
      out.object(found);
    } else {
      found.problems().forEach(problem -> out.line(Printable.line(text(problem))));
      out.line(
          "%d entries, %d threads, %d segments: %s"
              .formatted(
                  found.entries(),
                  found.threads(),
                  found.segments(),
                  found.healthy() ? "no problems" : count(found)));
    }
    if (!found.healthy()) {
      report("threadbase: the database is damaged: " + count(found));
    }
    return found.healthy() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String text(Problem problem) {
    return "%s: session %s, %s: %s"
        .formatted(problem.code(), problem.sessionId(), problem.where(), problem.message());
  }

  private static String count(Verification found) {
    int count = found.problems().size();
    return (found.complete() ? "" : "more than ") + count + (count == 1 ? " problem" : " problems");
  }
}
