package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.RecordTimes;
import dev.threadbase.conversation.TokenUsage;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The top of a page: what is known about the conversation, and what it took. */
final class PageSummary {

  private static final List<String> COLUMNS =
      List.of("Model", "Calls", "In", "Out", "From cache", "To cache");

  private final Page page;

  private PageSummary(Page page) {
    this.page = page;
  }

  static void write(Page page, Conversation conversation) {
    ConversationHeader header = conversation.header();
    PageSummary summary = new PageSummary(page);
    page.open("header").line();
    String title = header.title().isBlank() ? "Conversation" : header.title();
    page.element("h1", title, "dir", "auto").line().open("dl").line();
    summary.fact("Conversation", header.id());
    summary.fact("Workspace", header.workspace());
    summary.fact("Model", Shown.model(header.vendor(), header.endpoint(), header.model()));
    summary.time("Created", header.createdAt());
    summary.time("Updated", header.updatedAt());
    summary.fact("Messages", count(conversation.messages().size()));
    summary.duration("Models took", conversation, MetricEvent::duration);
    summary.duration("Tools took", conversation, MetricEvent::toolDuration);
    page.close("dl").line();
    summary.tokens(conversation);
    summary.cost(conversation.cost());
    page.close("header").line();
  }

  private void fact(String what, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      page.open("div").element("dt", what).open("dd").element("bdi", value);
      page.close("dd").close("div").line();
    }
  }

  private void time(String what, OffsetDateTime time) {
    if (!time.equals(RecordTimes.NEVER)) {
      String text = Shown.time(time);
      page.open("div").element("dt", what).open("dd");
      page.element("time", text, "datetime", text).close("dd").close("div").line();
    }
  }

  private void duration(
      String what, Conversation conversation, Function<MetricEvent, Duration> duration) {
    Duration all =
        conversation.metrics().stream().map(duration).reduce(Duration.ZERO, Duration::plus);
    if (!all.isZero()) {
      fact(what, String.format(Locale.ROOT, "%,.1f s", all.toMillis() / 1000.0));
    }
  }

  private void tokens(Conversation conversation) {
    List<UsageTotals> models = UsageTotals.byModel(conversation);
    TokenUsage all = UsageTotals.all(conversation);
    if (models.isEmpty() && all.equals(TokenUsage.NONE)) {
      return;
    }
    String sum = count(all.inputTokens()) + " in, " + count(all.outputTokens()) + " out";
    page.open("details").open("summary").text("Tokens: " + sum).close("summary").line();
    page.open("div", "class", "wide").open("table").line().open("tr");
    COLUMNS.forEach(column -> page.element("th", column));
    page.close("tr").line();
    models.forEach(model -> row(model.model(), count(model.calls()), model.tokens()));
    row("All together", "", all);
    page.close("table").close("div").close("details").line();
  }

  private void row(String model, String calls, TokenUsage tokens) {
    page.open("tr").open("td").element("bdi", model.isEmpty() ? "–" : model).close("td");
    page.element("td", calls);
    page.element("td", count(tokens.inputTokens())).element("td", count(tokens.outputTokens()));
    page.element("td", count(tokens.cacheReadTokens()));
    page.element("td", count(tokens.cacheWriteTokens())).close("tr").line();
  }

  private void cost(@Nullable String cost) {
    if (cost != null) {
      page.open("details").element("summary", "Cost").line();
      page.preformatted(cost).close("details").line();
    }
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
