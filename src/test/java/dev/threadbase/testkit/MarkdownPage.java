package dev.threadbase.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;

/** A page of the documentation, taken at its word. */
public final class MarkdownPage {

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(\\w+)\n(.*?)^```\n(\n```text\n(.*?)^```\n)?", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern OPENING = Pattern.compile("^```(\\w+)$", Pattern.MULTILINE);

  private final String text;

  private MarkdownPage(String text) {
    this.text = text;
  }

  /** A page below the project's folder. */
  public static MarkdownPage of(String path) {
    try {
      return new MarkdownPage(Files.readString(Path.of(path)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A block of code.
   *
   * @param code its lines, each with its end
   * @param answer the block of text right behind it; null if there is none
   */
  public record Block(String code, String answer) {}

  /**
   * What a page shows. An ellipsis on the page stands for something that is never the same twice,
   * on one line.
   */
  public static Condition<String> shownAs(String shown) {
    String pattern =
        Pattern.compile("…")
            .splitAsStream(shown + " ")
            .map(Pattern::quote)
            .collect(Collectors.joining("[^\n]+"));
    return new Condition<>(
        actual -> Pattern.matches(pattern, actual + " "), "what the page shows:%n%s", shown);
  }

  /** The languages of all blocks that name one. */
  public Set<String> languages() {
    return OPENING
        .matcher(text)
        .results()
        .map(opening -> opening.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every block in a language, in order. */
  public List<Block> blocks(String language) {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(new Block(block.group(2), block.group(4)));
      }
    }
    return blocks;
  }

  /** The cells of every table row below a heading, up to the next heading. */
  public List<List<String>> rowsBelow(String heading) {
    String start = "\n## " + heading + "\n";
    int from = text.indexOf(start) + start.length();
    if (from < start.length()) {
      throw new IllegalArgumentException("no heading " + heading);
    }
    return text.substring(from)
        .lines()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> List.of(line.substring(2).split(" \\| | \\|$", -1)))
        .toList();
  }
}
