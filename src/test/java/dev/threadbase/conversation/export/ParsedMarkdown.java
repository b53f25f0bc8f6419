package dev.threadbase.conversation.export;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/** What a reader's program finds in a document. */
final class ParsedMarkdown extends AbstractVisitor {

  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  final List<String> titles = new ArrayList<>();
  final List<String> messages = new ArrayList<>();
  final List<String> code = new ArrayList<>();
  final List<String> images = new ArrayList<>();
  final List<String> links = new ArrayList<>();

  /** What no text of a conversation may bring into a document. */
  final List<Node> foreign = new ArrayList<>();

  private ParsedMarkdown() {}

  static ParsedMarkdown of(String document) {
    return of(Parser.builder().build(), document);
  }

  /** With the tables that many programs know. */
  static ParsedMarkdown withTables(String document) {
    return of(Parser.builder().extensions(List.of(TablesExtension.create())).build(), document);
  }

  private static ParsedMarkdown of(Parser parser, String document) {
    ParsedMarkdown found = new ParsedMarkdown();
    parser.parse(document).accept(found);
    return found;
  }

  @Override
  public void visit(Heading heading) {
    if (heading.getLevel() == 1) {
      titles.add(TEXT.render(heading));
    } else if (heading.getLevel() == 2) {
      messages.add(TEXT.render(heading));
    }
    visitChildren(heading);
  }

  @Override
  public void visit(FencedCodeBlock block) {
    code.add(block.getLiteral());
  }

  @Override
  public void visit(HtmlBlock block) {
    foreign.add(block);
  }

  @Override
  public void visit(HtmlInline html) {
    foreign.add(html);
  }

  @Override
  public void visit(LinkReferenceDefinition definition) {
    foreign.add(definition);
  }

  @Override
  public void visit(Image image) {
    images.add(image.getDestination());
  }

  @Override
  public void visit(Link link) {
    links.add(link.getDestination());
    visitChildren(link);
  }
}
