package dev.threadbase.conversation.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.commonmark.renderer.html.HtmlWriter;

/** A page that is being written: every text and every value of an attribute is escaped. */
final class Page {

  private final Sink sink;
  private final HtmlWriter html;

  Page(Sink sink) {
    this.sink = sink;
    this.html = new HtmlWriter(sink);
  }

  /** Opens an element, with names and values of attributes in turn. */
  Page open(String element, String... attributes) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put(attributes[i], ShownText.line(attributes[i + 1]));
    }
    html.tag(element, named);
    return this;
  }

  Page close(String element) {
    html.tag("/" + element);
    return this;
  }

  Page line() {
    html.line();
    return this;
  }

  /** A text of several lines. */
  Page block(String text) {
    html.text(ShownText.block(text));
    return this;
  }

  /** A text on one line. */
  Page text(String text) {
    html.text(ShownText.line(text));
    return this;
  }

  /** An element that is one line of text. */
  Page element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /** A name, whose direction of writing is its own. */
  Page name(String text) {
    return open("code").element("bdi", text).close("code");
  }

  /** Lines as they are. */
  Page preformatted(String text) {
    // The first line feed behind the tag is not part of the text.
    sink.append("<pre>\n");
    return block(text).close("pre").line();
  }

  /** A text that is Markdown; as it is if it is very long. */
  Page markdown(String text) {
    if (text.length() > MarkdownHtml.LONGEST) {
      return preformatted(text);
    }
    open("div", "class", "text", "dir", "auto").line();
    MarkdownHtml.write(text, sink);
    return close("div").line();
  }

  /** The page's own text, which is markup or a style sheet. */
  Page own(String markup) {
    sink.append(markup);
    return this;
  }
}
