package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "migrate",
    description = "Bring the database up to date; it is made if it is not there.")
final class MigrateCommand extends DatabaseCommand {

  @Option(names = "--rebuild", description = "Write what is derived from entries and missing, too.")
  private boolean rebuild;

  @Override
  Threadbase open(Main options) {
    return options.database().openOrCreate(options.environment());
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    report("the database is up to date");
    if (rebuild) {
      long written = threadbase.rebuild();
      report("rows written for " + written + (written == 1 ? " entry" : " entries"));
    }
    return ExitCode.DONE;
  }
}
