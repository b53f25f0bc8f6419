package dev.threadbase.conversation.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * What of a message's Markdown is drawn in another way: links that a page cannot follow are text
 * and show where they led, no image is loaded, and headings are below that of the message.
 */
final class GuardedNodes implements NodeRenderer {

  private static final int BELOW_MESSAGES = 2;
  private static final int LOWEST = 6;

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;

  GuardedNodes(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Heading.class, Image.class, Link.class);
  }

  @Override
  public void render(Node node) {
    if (node instanceof Link link) {
      link(link);
    } else if (node instanceof Image image) {
      image(image);
    } else if (node instanceof Heading heading) {
      String tag = "h" + Math.min(heading.getLevel() + BELOW_MESSAGES, LOWEST);
      html.line();
      html.tag(tag);
      children(heading);
      html.tag("/" + tag);
      html.line();
    }
  }

  private void link(Link link) {
    if (LinkTarget.isOpen(link.getDestination())) {
      open(link.getDestination());
      children(link);
      html.tag("/a");
    } else {
      children(link);
      target(link.getDestination());
    }
  }

  private void image(Image image) {
    String where = image.getDestination();
    html.tag("span", Map.of("class", "note"));
    html.text("Image ");
    children(image);
    if (LinkTarget.isOpen(where) && !isInLink(image)) {
      html.text(" ");
      open(where);
      html.text(ShownText.peek(where));
      html.tag("/a");
    } else {
      target(where);
    }
    html.tag("/span");
  }

  private static boolean isInLink(Node node) {
    Node at = node;
    while (at != null && !(at instanceof Link)) {
      at = at.getParent();
    }
    return at != null;
  }

  private void open(String target) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", context.encodeUrl(target));
    attributes.put("rel", "noopener noreferrer nofollow");
    html.tag("a", attributes);
  }

  private void target(String target) {
    if (!target.isEmpty()) {
      html.text(" ");
      html.tag("code");
      html.text(ShownText.peek(target));
      html.tag("/code");
    }
  }

  private void children(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      context.render(node);
    }
  }
}
