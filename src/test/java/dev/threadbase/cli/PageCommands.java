package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a page, in their order, and what it says that they print. */
record PageCommands(List<String> arguments, String output) {

  private static final Pattern COMMAND =
      Pattern.compile(
          "^\\$ java -jar target/threadbase\\.jar --db agents\\.db (.*)\n((?:(?!\\$ ).*\n)*)",
          Pattern.MULTILINE);
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|\\S+");

  /** Those of the one block that a page has. */
  static List<PageCommands> of(String page) {
    List<Block> blocks = MarkdownPage.of(page).blocks("console");
    assertThat(blocks).hasSize(1);
    return COMMAND.matcher(blocks.get(0).code()).results().map(PageCommands::command).toList();
  }

  private static PageCommands command(MatchResult command) {
    List<String> arguments =
        ARGUMENT.matcher(command.group(1)).results().map(PageCommands::bare).toList();
    return new PageCommands(arguments, command.group(2));
  }

  private static String bare(MatchResult argument) {
    return argument.group(1) == null ? argument.group() : argument.group(1);
  }
}
