package dev.threadbase.conversation.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Finds where a text has to change so that it cannot reach beyond its message. */
final class MarkdownEdits extends AbstractVisitor {

  private static final int HIGHEST_HEADING = 3;
  private static final int LOWEST_HEADING = 6;

  private final String source;
  private final SortedMap<Integer, Edit> edits = new TreeMap<>();
  private final List<Heading> headings = new ArrayList<>();

  private int depth;
  private int deepest;

  MarkdownEdits(String source) {
    this.source = source;
  }

  /** What stands in place of so many characters. */
  record Edit(int removed, String written) {}

  /** Everything that was found, by place. */
  Map<Integer, Edit> found() {
    int highest = headings.stream().mapToInt(Heading::getLevel).min().orElse(HIGHEST_HEADING);
    int down = HIGHEST_HEADING - highest;
    if (down > 0) {
      headings.forEach(heading -> lower(heading, down));
    }
    return edits;
  }

  /** How many nodes stand inside one another. */
  int deepest() {
    return deepest;
  }

  @Override
  protected void visitChildren(Node parent) {
    deepest = Math.max(deepest, ++depth);
    super.visitChildren(parent);
    depth--;
  }

  static String apply(Map<Integer, Edit> edits, String text) {
    StringBuilder edited = new StringBuilder(text.length() + edits.size() * 4);
    int copied = 0;
    for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
      edited.append(text, copied, edit.getKey()).append(edit.getValue().written());
      copied = edit.getKey() + edit.getValue().removed();
    }
    return edited.append(text, copied, text.length()).toString();
  }

  @Override
  public void visit(Heading heading) {
    headings.add(heading);
    visitChildren(heading);
  }

  /** One with a line below it, which has two levels only, becomes text. */
  private void lower(Heading heading, int down) {
    List<SourceSpan> lines = heading.getSourceSpans();
    SourceSpan last = lines.get(lines.size() - 1);
    if (lines.size() > 1) {
      insert(first("=-", last), "\\");
      return;
    }
    int most = LOWEST_HEADING - heading.getLevel();
    if (most > 0) {
      insert(first("#", last), "#".repeat(Math.min(down, most)));
    }
  }

  @Override
  public void visit(HtmlBlock block) {
    block.getSourceSpans().forEach(this::spell);
  }

  @Override
  public void visit(HtmlInline html) {
    html.getSourceSpans().forEach(this::spell);
  }

  private void spell(SourceSpan span) {
    int end = span.getInputIndex() + span.getLength();
    for (int i = span.getInputIndex(); i < end; i++) {
      if (source.charAt(i) == '<') {
        edits.put(i, new Edit(1, "&lt;"));
      }
    }
  }

  @Override
  public void visit(LinkReferenceDefinition definition) {
    insert(first("[", definition.getSourceSpans().get(0)), "\\");
  }

  @Override
  public void visit(Image image) {
    insert(image.getSourceSpans().get(0).getInputIndex(), "\\");
    visitChildren(image);
  }

  @Override
  public void visit(Link link) {
    String target = link.getDestination();
    if (!LinkTarget.isOpen(target) && !LinkTarget.isBeside(target)) {
      int at = link.getSourceSpans().get(0).getInputIndex();
      if (source.charAt(at) == '<') {
        edits.put(at, new Edit(1, "&lt;"));
      } else {
        insert(at, "\\");
      }
    }
    visitChildren(link);
  }

  /** A fence inside a list or a quotation ends with that. */
  @Override
  public void visit(FencedCodeBlock block) {
    boolean open = block.getClosingFenceLength() == null;
    if (open && block.getParent() instanceof Document && isLast(block)) {
      String fence = block.getFenceCharacter().repeat(block.getOpeningFenceLength());
      insert(source.length(), source.endsWith("\n") ? fence : "\n" + fence);
    }
  }

  private static boolean isLast(Node node) {
    return node.getNext() == null;
  }

  private int first(String characters, SourceSpan span) {
    int at = span.getInputIndex();
    while (characters.indexOf(source.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private void insert(int at, String text) {
    edits.put(at, new Edit(0, text));
  }
}
