package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import picocli.CommandLine.Command;

@Command(
    name = "migrate",
    description = "Bring the database up to date; it is made if it is not there.")
final class MigrateCommand extends DatabaseCommand {

  @Override
  Threadbase open(Main options) {
    return options.database().openOrCreate(options.environment());
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    report("the database is up to date");
    return ExitCode.DONE;
  }
}
