package dev.threadbase.conversation.export;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The Markdown of messages as HTML. Raw HTML is text; a line break is one, as in a chat. What is
 * nested too deeply to be drawn is text, too.
 */
final class MarkdownHtml {

  /**
   * The most characters of a text that is Markdown; a longer one is text. A few that were made for
   * it take time that grows with the square of their length.
   */
  static final int LONGEST = 200_000;

  private static final int DEEPEST = 50;

  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

  private static final Parser PARSER =
      Parser.builder()
          .extensions(EXTENSIONS)
          .maxOpenBlockParsers(DEEPEST)
          .maxInlineNesting(DEEPEST)
          .build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .percentEncodeUrls(true)
          .softbreak("<br />\n")
          .nodeRendererFactory(GuardedNodes::new)
          .build();

  private MarkdownHtml() {}

  static void write(String text, Sink out) {
    RENDERER.render(PARSER.parse(ShownText.block(text)), out);
  }
}
