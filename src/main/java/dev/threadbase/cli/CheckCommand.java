package dev.threadbase.cli;

import com.github.freva.asciitable.ColumnData;
import dev.threadbase.Threadbase;
import dev.threadbase.context.Contexts;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Check the tool calls on the path of a thread; the exit code is 1 if something is wrong.",
      "--repair appends a result for every call without one, and prints what it appended and what is still wrong."
    })
final class CheckCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Option(
      names = "--repair",
      description = "Append a result that says so for every call that was interrupted.")
  private boolean repair;

  @Override
  int run(Threadbase threadbase, Output out) {
    Contexts contexts = threadbase.contexts();
    List<CheckLine> appended =
        repair
            ? contexts.repair(threadId, null).stream().flatMap(CheckLine::appended).toList()
            : List.of();
    List<CheckLine> wrong = contexts.check(threadId).stream().map(CheckLine::of).toList();
    List<CheckLine> all = Stream.concat(appended.stream(), wrong.stream()).toList();
    if (out.json()) {
      all.forEach(out::object);
    } else if (!all.isEmpty()) {
      out.line(Tables.of(all, columns()));
    }
    out.flush();
    if (!wrong.isEmpty()) {
      String problems = wrong.size() == 1 ? " problem" : " problems";
      report(
          "threadbase: the tool calls of thread " + threadId + " have " + wrong.size() + problems);
    } else if (!out.json()) {
      report("no problems");
    }
    return wrong.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static List<ColumnData<CheckLine>> columns() {
    return List.of(
        Tables.whole("what", line -> line.kind().replace('_', ' ')),
        Tables.whole("entry", CheckLine::entryId),
        Tables.whole("call", CheckLine::toolCallId),
        Tables.whole("tool", CheckLine::toolName));
  }
}
