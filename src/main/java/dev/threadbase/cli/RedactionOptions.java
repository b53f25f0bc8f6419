package dev.threadbase.cli;

import dev.threadbase.pipeline.stages.redact.CustomRules;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import dev.threadbase.pipeline.stages.redact.RedactionRules;
import dev.threadbase.pipeline.stages.redact.RuleError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What is taken out by redaction, beyond the built-in rules. */
final class RedactionOptions {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "A file with rules of your own for redaction, in fenced blocks tagged redact: literal \"TEXT\" -> [TOKEN] "
              + "or regex \"RE\" -> [TOKEN]. May be repeated.")
  private List<Path> files = List.of();

  @Option(
      names = "--allow",
      paramLabel = "TEXT",
      description = "A text that redaction leaves alone. May be repeated.")
  private List<String> allowed = List.of();

  /**
   * The stage.
   *
   * @throws CommandFailed if a file of rules cannot be read or has a line that is no rule: nobody
   *     must believe that it is applied
   */
  RedactStage stage() {
    RedactionRules rules = RedactionRules.builtIn();
    for (Path file : files) {
      rules = rules.plus(read(file));
    }
    if (allowed.contains("")) {
      throw CommandFailed.usage("--allow needs a text");
    }
    return new RedactStage(rules.allowing(allowed));
  }

  /** Whether any of the options was given. */
  boolean given() {
    return !files.isEmpty() || !allowed.isEmpty();
  }

  private static CustomRules read(Path file) {
    if (!Files.exists(file)) {
      throw CommandFailed.usage("no such file: " + file);
    }
    try {
      CustomRules rules = CustomRules.read(file, source(file));
      if (!rules.errors().isEmpty()) {
        throw CommandFailed.usage(
            rules.errors().stream()
                .map(error -> text(file, error))
                .collect(Collectors.joining("; ")));
      }
      if (rules.size() == 0) {
        throw CommandFailed.usage(file + " has no rule in a fenced block tagged redact");
      }
      return rules;
    } catch (IOException failure) {
      throw CommandFailed.because(FileFailure.unreadable(file, new UncheckedIOException(failure)));
    }
  }

  private static String text(Path file, RuleError error) {
    return file + ", line " + error.line() + ": " + error.message();
  }

  /** The name of a file as a word. */
  private static String source(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
