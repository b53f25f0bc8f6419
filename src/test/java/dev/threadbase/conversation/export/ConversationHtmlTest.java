package dev.threadbase.conversation.export;

import static dev.threadbase.conversation.export.Conversations.answer;
import static dev.threadbase.conversation.export.Conversations.assistant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Pages: what is on them, and that they need nothing else. */
class ConversationHtmlTest {

  private static Document page(Conversation conversation) {
    return Jsoup.parse(ConversationHtml.of(conversation));
  }

  private static Element body(Part... parts) {
    return page(Conversations.saying(assistant(parts))).expectFirst("article");
  }

  @Test
  void isOneFileThatForbidsScriptsAndRequests() throws Exception {
    String html = ConversationHtml.of(Conversations.ordinary());
    assertThat(html).startsWith("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
    Document page = Jsoup.parse(html);
    String style = page.expectFirst("style").data();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(page.expectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; img-src data:; base-uri 'none'; form-action 'none'");
    assertThat(page.expectFirst("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
    assertThat(page.expectFirst("meta[name=viewport]").attr("content"))
        .isEqualTo("width=device-width, initial-scale=1");
    assertThat(style)
        .contains("prefers-color-scheme: dark")
        .doesNotContain("url(", "@import", "http");
    assertThat(page.select("script, link, iframe, object, embed, base, form, [style]")).isEmpty();
  }

  @Test
  void saysWhatIsKnownAboutTheConversation() {
    Document page = page(Conversations.ordinary());
    assertThat(page.title()).isEqualTo("What grows in the shade of a north-facing balcony?");
    assertThat(page.select("h1").eachText()).containsExactly(page.title());
    assertThat(page.select("dl > div").eachText())
        .containsExactly(
            "Conversation 0195f0a0-1111-7222-8333-444455556666",
            "Workspace /home/ana/garden/balcony",
            "Model acme / main / acme-large-2",
            "Created 2026-05-04T12:00:00+02:00",
            "Updated 2026-05-04T15:00:00+02:00",
            "Messages 7",
            "Models took 12.3 s",
            "Tools took 0.1 s");
    assertThat(page.select("body > header summary").eachText())
        .containsExactly("Tokens: 48,213 in, 3,907 out", "Cost");
    assertThat(page.select("body > header tr").eachText())
        .containsExactly(
            "Model Calls In Out From cache To cache",
            "acme / acme-large-2 2 47,000 3,916 23,500 9,400",
            "acme / acme-small-1 1 1,213 101 606 242",
            "All together 48,213 3,907 31,044 9,120");
    assertThat(page.expectFirst("body > header pre").wholeText())
        .isEqualTo("{\"currency\":\"EUR\",\"total\":0.1832}");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    Document page = page(Conversations.titled(" "));
    assertThat(page.title()).isEqualTo("Conversation");
    assertThat(page.select("dt").eachText())
        .containsExactly("Conversation", "Created", "Updated", "Messages");
    assertThat(page.select("details, article")).isEmpty();
  }

  @Test
  void messagesAreHeadingsOfTheirOwnWithAPlaceToLinkTo() {
    Document page = page(Conversations.ordinary());
    assertThat(page.select("article > h2 > bdi").eachText())
        .containsExactly("System", "User", "Assistant", "Tool", "Assistant", "User", "Assistant");
    assertThat(page.select("article").eachAttr("id"))
        .containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7");
    assertThat(page.select("article").eachAttr("class"))
        .containsExactly("system", "user", "assistant", "tool", "assistant", "user", "assistant");
    assertThat(page.select("h2")).hasSize(7);
    assertThat(page.select("article h4").eachText()).containsExactly("What grows in the shade");
  }

  @Test
  void callsAndAnswersAndThoughtsAreFolded() {
    Document page = page(Conversations.ordinary());
    assertThat(page.select("details[open]")).isEmpty();
    assertThat(page.select("article details").eachAttr("class"))
        .containsExactly("thought", "call", "call", "result", "result error");
    assertThat(page.select("article summary").eachText())
        .containsExactly(
            "Thought The plan first, then what stands **shade**.",
            "Call of read_file {\"path\":\"plan.md\",\"lines\":[1,200]}",
            "Call of look_up {\"light\":\"shade\",\"place\":\"balcony\"}",
            "Answer of read_file # Plan mint 4 pots chives 2",
            "Error from look_up the service did not answer (timeout)");
    assertThat(page.expectFirst(".result pre").wholeText())
        .isEqualTo("# Plan\n\nmint      4 pots\nchives    2\n");
    assertThat(page.select(".result .note").eachText()).containsExactly("call-1", "call-2");
    assertThat(page.expectFirst(".thought strong").text()).isEqualTo("shade");
    assertThat(ConversationHtml.of(Conversations.ordinary())).doesNotContain("sig\"", ">sig<");
  }

  @Test
  void textsAreMarkdown() {
    Element body =
        body(
            new Part.Text(
                "a\nb *c* ~~d~~\n\n| e | f |\n|---|--:|\n| g | h |\n\n```java\nList<String> i;\n```"));
    assertThat(body.select("p > *").eachText()).containsExactly("c", "d");
    assertThat(body.select("p > br, p > em, p > del")).hasSize(3);
    assertThat(body.select("td").eachText()).containsExactly("g", "h");
    assertThat(body.expectFirst("pre > code").wholeText()).isEqualTo("List<String> i;\n");
  }

  @Test
  void linksLeadToWebAndMailAlone() {
    Element body =
        body(
            new Part.Text(
                "[a](https://example.org/?b=\"c&d) HTTPS://example.org/e f@example.org"
                    + " [g](javascript:h) [i](../j) [k](//l) ![m](https://example.org/n)"
                    + " [![o](p)](https://example.org/q)"));
    assertThat(body.select("div a").eachAttr("href"))
        .containsExactly(
            "https://example.org/?b=%22c&d",
            "HTTPS://example.org/e",
            "mailto:f@example.org",
            "https://example.org/n",
            "https://example.org/q");
    assertThat(body.select("div a").eachAttr("rel"))
        .hasSize(5)
        .containsOnly("noopener noreferrer nofollow");
    assertThat(body.select("img")).isEmpty();
    assertThat(body.select("code").eachText()).containsExactly("javascript:h", "../j", "//l", "p");
  }

  @Test
  void imagesAreThoseThatTheConversationHolds() {
    Element body =
        body(
            new Part.Media("image/PNG", "AAAA", null),
            new Part.Media("image/webp", "AAAA", "https://example.org/a"),
            new Part.Media("image/svg+xml", "AAAA", null),
            new Part.Media("image/gif", "AAA*", null),
            new Part.Media("image/jpeg", "", null),
            new Part.Media("application/pdf", null, "https://example.org/b"));
    assertThat(body.select("img").eachAttr("src"))
        .containsExactly("data:image/png;base64,AAAA", "data:image/webp;base64,AAAA");
    assertThat(body.select(".note").eachText())
        .containsExactly(
            "Not shown: image/svg+xml",
            "Not shown: image/gif",
            "Not shown: image/jpeg",
            "Not shown: application/pdf at https://example.org/b");
  }

  @Test
  void whatAProviderAloneReadsIsNotShown() {
    Element body =
        body(
            new Part.Reasoning("", "secret-1", "secret-2"),
            new Part.Reasoning("a", "secret-3", "secret-4"),
            new Part.Opaque("b", "{\"c\":1}"));
    assertThat(body.text()).doesNotContain("secret").contains("its provider alone");
    assertThat(body.expectFirst(".opaque").text()).isEqualTo("Another part b {\"c\":1}");
  }

  @Test
  void imagesInAnswersAreShownBelowThem() {
    Message message =
        new Message(
            Role.TOOL,
            List.of(
                answer("a", false, new Part.Text("b"), new Part.Media("image/gif", "AAAA", null))));
    Element body = page(Conversations.saying(message)).expectFirst("article");
    assertThat(body.select("> details ~ img")).hasSize(1);
  }

  @Test
  void isTheSameEachTime() {
    assertThat(ConversationHtml.of(Conversations.ordinary()))
        .isEqualTo(ConversationHtml.of(Conversations.ordinary()));
  }

  @Test
  void tenThousandMessagesAreWritten() {
    List<Message> messages =
        Collections.nCopies(2_500, Conversations.ordinary()).stream()
            .flatMap(conversation -> conversation.messages().subList(2, 6).stream())
            .toList();
    CountedText html = new CountedText();
    ConversationHtml.write(Conversations.titled("a").withMessages(messages), html);
    assertThat(html.articles).isEqualTo(10_000);
    // Nothing is kept for the end.
    assertThat(html.longest).isLessThan(20_000);
  }

  private static final class CountedText implements Appendable {
    private int articles;
    private int longest;

    @Override
    public Appendable append(CharSequence text) {
      longest = Math.max(longest, text.length());
      articles += text.toString().equals("article") ? 1 : 0;
      return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
      return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char c) {
      return this;
    }
  }
}
