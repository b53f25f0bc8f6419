package dev.threadbase.pool.compaction;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How summaries are shown to a model: elements with every text escaped, so that nothing that was
 * said can pose as an element (anna memory, section 5.7).
 */
final class SummaryText {

  private SummaryText() {}

  static String of(List<Summary> summaries) {
    return summaries.stream().map(SummaryText::element).collect(Collectors.joining("\n"));
  }

  private static String element(Summary summary) {
    StringBuilder text = new StringBuilder("<summary");
    attribute(text, "id", summary.id());
    attribute(text, "kind", summary.isLeaf() ? "leaf" : "condensed");
    attribute(text, "depth", summary.depth());
    attribute(text, "earliest_at", summary.earliestAt());
    attribute(text, "latest_at", summary.latestAt());
    if (!summary.isLeaf()) {
      attribute(text, "descendant_count", summary.messages());
    }
    text.append(">\n");
    if (!summary.isLeaf()) {
      text.append("<parents>");
      summary
          .memberIds()
          .forEach(id -> attribute(text.append("<summary_ref"), "id", id).append("/>"));
      text.append("</parents>\n");
    }
    return text.append("<content>")
        .append(escaped(summary.text()))
        .append("</content>\n</summary>")
        .toString();
  }

  private static StringBuilder attribute(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(name).append("=\"").append(escaped(value.toString())).append('"');
    }
    return text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
