package dev.threadbase.conversation.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.BrowserVersion;
import org.htmlunit.MockWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.WebConnection;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.javascript.SilentJavaScriptErrorListener;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile texts in every field of a page, which a browser that runs scripts then opens. */
class HostilePageTest {

  private static final String BASE = "http://evil.example/";
  private static final String PAGE = "http://page.example/a.html";
  private static final List<String> EVENTS =
      List.of("click", "mouseover", "focus", "error", "load", "toggle", "submit");
  private static final List<String> ELEMENTS =
      List.of(
          "a",
          "article",
          "bdi",
          "blockquote",
          "body",
          "br",
          "code",
          "dd",
          "del",
          "details",
          "div",
          "dl",
          "dt",
          "em",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "head",
          "header",
          "hr",
          "html",
          "img",
          "li",
          "main",
          "meta",
          "ol",
          "p",
          "pre",
          "span",
          "strong",
          "style",
          "summary",
          "table",
          "tbody",
          "td",
          "th",
          "thead",
          "time",
          "title",
          "tr",
          "ul");
  private static final List<String> ATTRIBUTES =
      List.of(
          "align",
          "alt",
          "charset",
          "class",
          "content",
          "datetime",
          "dir",
          "href",
          "http-equiv",
          "id",
          "name",
          "rel",
          "src",
          "start");

  static Stream<String> hostileTexts() {
    return new HostileTexts(BASE).all().stream();
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void onlyOurElementsAndAttributesAreOnThePage(String text) {
    String html = ConversationHtml.of(HostileTexts.everywhere(text, 1));
    assertThat(html.codePoints().allMatch(HostilePageTest::isPlain)).isTrue();
    Document page = Jsoup.parse(html);
    for (Element element : page.select("html, html *")) {
      assertThat(ELEMENTS).contains(element.tagName());
      for (Attribute attribute : element.attributes()) {
        assertThat(ATTRIBUTES).contains(attribute.getKey());
      }
    }
    assertThat(page.select("body > main > article")).hasSize(5);
    assertThat(page.select("article > h2")).hasSize(5);
    assertThat(page.select("a[href]").eachAttr("href"))
        .allMatch(to -> to.matches("#m\\d+") || LinkTarget.isOpen(to));
    assertThat(page.select("img").eachAttr("src"))
        .allMatch(to -> to.matches("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+"));
  }

  /** No control, no half of a pair, nothing that turns the direction of what stands beside it. */
  private static boolean isPlain(int c) {
    return c == '\n'
        || c == '\t'
        || (c >= ' ' && c < 0x7f)
        || (c >= 0xa0
            && !(c >= 0xd800 && c <= 0xdfff)
            && !(c >= 0x2028 && c <= 0x202e)
            && !(c >= 0x2066 && c <= 0x2069));
  }

  @Test
  void aBrowserRunsNoScriptAndAsksForNothing() throws IOException {
    String html = ConversationHtml.of(new HostileTexts(BASE).conversation());
    assertThat(new Visit(html).events()).isEmpty();
  }

  @Test
  void notEvenWithoutThePolicyOfThePage() throws IOException {
    String html = ConversationHtml.of(new HostileTexts(BASE).conversation());
    String bare = html.replaceFirst("<meta http-equiv=[^>]*>", "");
    assertThat(bare).hasSizeLessThan(html.length());
    assertThat(new Visit(bare).events()).isEmpty();
  }

  @Test
  void theSameBrowserFallsForThemWhereTheyAreMarkup() throws IOException {
    List<String> events = new ArrayList<>();
    for (String text : new HostileTexts(BASE).all()) {
      // Elements of drawings and formulas are none of this browser's strengths.
      if (text.length() < 1_000 && !text.contains("<svg") && !text.contains("<math")) {
        events.addAll(new Visit("<html><body>" + text + "</body></html>").events());
      }
    }
    assertThat(events).contains("ran").anyMatch(event -> event.startsWith(BASE));
  }

  /** Opens a page, does to each of its elements what a reader might, and notes what happened. */
  private static final class Visit {

    private final List<String> events = new ArrayList<>();

    Visit(String html) throws IOException {
      try (WebClient browser = new WebClient(BrowserVersion.CHROME)) {
        browser.getOptions().setThrowExceptionOnScriptError(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setDownloadImages(true);
        browser.setJavaScriptErrorListener(new SilentJavaScriptErrorListener());
        browser.setIncorrectnessListener((message, origin) -> {});
        browser.setAlertHandler((page, text) -> events.add("alert"));
        browser.setWebConnection(new Requests(html));
        HtmlPage page = browser.getPage(PAGE);
        for (HtmlElement element : page.getHtmlElementDescendants()) {
          EVENTS.forEach(event -> element.fireEvent(event));
        }
        browser.waitForBackgroundJavaScript(50);
        Object mark = page.executeJavaScript("window." + HostileTexts.MARK).getJavaScriptResult();
        if (mark instanceof Number || page.getTitleText().equals(HostileTexts.MARK)) {
          events.add("ran");
        }
      }
    }

    List<String> events() {
      return events;
    }

    private final class Requests implements WebConnection {

      private final MockWebConnection responses = new MockWebConnection();

      private Requests(String html) throws IOException {
        responses.setResponse(URI.create(PAGE).toURL(), html);
        responses.setDefaultResponse("");
      }

      @Override
      public WebResponse getResponse(WebRequest request) throws IOException {
        String url = request.getUrl().toString();
        if (!url.equals(PAGE)) {
          events.add(url);
        }
        return responses.getResponse(request);
      }

      @Override
      public void close() {
        responses.close();
      }
    }
  }
}
