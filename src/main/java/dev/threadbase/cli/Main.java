package dev.threadbase.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Entry point of the runnable jar, and the options that every command takes. */
@Command(
    name = "threadbase",
    description = "Keeps the conversations of AI agents in SQL.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage",
      "3:the lease of a thread is held, lost, or required and not there",
      "4:done with losses"
    },
    subcommands = {
      ImportCommand.class,
      ExportCommand.class,
      PipeCommand.class,
      ThreadsCommand.class,
      ShowCommand.class,
      MarkdownCommand.class,
      HtmlCommand.class,
      SearchCommand.class,
      ContextCommand.class,
      CheckCommand.class,
      TreeCommand.class,
      LineageCommand.class,
      SegmentsCommand.class,
      RestoreCommand.class,
      ForkCommand.class,
      DeleteCommand.class,
      UndeleteCommand.class,
      PurgeCommand.class,
      ArchiveCommand.class,
      LeaseCommand.class,
      UsageCommand.class,
      MigrateCommand.class,
      VerifyCommand.class
    })
public final class Main {

  private final Map<String, String> environment;
  private final InputStream input;
  private final OutputStream bytes;

  @Mixin private DatabaseOptions database;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object a line.")
  private boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print where a failure happened.")
  private boolean verbose;

  private Main(Map<String, String> environment, InputStream input, OutputStream bytes) {
    this.environment = environment;
    this.input = input;
    this.bytes = bytes;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine commandLine =
        commandLine(
            System.getenv(),
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out));
    commandLine.setOut(StandardOutput.open());
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(StandardOutput.flushing(commandLine, () -> commandLine.execute(args)));
  }

  /**
   * The command line with all of its commands; whoever runs it sets where it prints.
   *
   * @param input where data comes from
   * @param bytes where data goes that is bytes, not text
   */
  static CommandLine commandLine(
      Map<String, String> environment, InputStream input, OutputStream bytes) {
    Main main = new Main(environment, input, bytes);
    return new CommandLine(main)
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(new FailureHandler(main))
        .setParameterExceptionHandler(new UsageHandler());
  }

  DatabaseOptions database() {
    return database;
  }

  Map<String, String> environment() {
    return environment;
  }

  InputStream input() {
    return input;
  }

  OutputStream bytes() {
    return bytes;
  }

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  /** Reads the version from the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"threadbase " + (version == null ? "(not packaged)" : version)};
    }
  }
}
