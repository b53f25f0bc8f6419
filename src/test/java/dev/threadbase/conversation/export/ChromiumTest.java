package dev.threadbase.conversation.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages in a real browser, which a server on the loopback interface watches. It needs {@code
 * chromium} on the path; the profile {@code browser} runs it. Pictures of a page are kept in {@code
 * target/pages}.
 */
@Tag("browser")
class ChromiumTest {

  private static final Pattern REQUESTED = Pattern.compile("\"url\":\"(http[^\"]*)\"");

  private static final Pattern MAKERS =
      Pattern.compile("^https?://[a-z0-9.]+\\.(google|googleapis|gstatic)\\.com/");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Path folder;
  private Chromium chromium;

  @BeforeEach
  void startServer(@TempDir Path given) throws IOException {
    folder = given;
    chromium = new Chromium(given);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          byte[] page = page(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  private byte[] page(String path) throws IOException {
    Path file = folder.resolve(path.substring(1));
    return path.equals("/page.html") ? Files.readAllBytes(file) : new byte[0];
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Opens a page and returns its title once all of it ran. */
  private String titleOf(String html) throws Exception {
    Files.writeString(folder.resolve("page.html"), html);
    String dom = chromium.dom(base() + "page.html", folder.resolve("net.json"));
    return Jsoup.parse(dom).title();
  }

  /** The addresses in the browser's log of the network, but for those of its makers. */
  private List<String> loggedRequests() throws IOException {
    String log = Files.readString(folder.resolve("net.json"));
    return REQUESTED
        .matcher(log)
        .results()
        .map(match -> match.group(1))
        .filter(url -> !MAKERS.matcher(url).find())
        .distinct()
        .toList();
  }

  @Test
  void hostileTextsRunNothingAndAskForNothing() throws Exception {
    String html = ConversationHtml.of(new HostileTexts(base()).conversation());
    assertThat(titleOf(html)).startsWith("<script>window.pwned=1");
    assertThat(requests).containsExactly("/page.html");
    // Without a path it is the connection.
    assertThat(loggedRequests())
        .contains(base() + "page.html")
        .isSubsetOf(base(), base() + "page.html");
  }

  @Test
  void notEvenWithoutThePolicyOfThePage() throws Exception {
    String html = ConversationHtml.of(new HostileTexts(base()).conversation());
    String open =
        html.replaceFirst("<meta http-equiv=[^>]*>", "").replace("<details", "<details open");
    assertThat(open).doesNotContain("http-equiv=\"Content");
    assertThat(titleOf(open)).startsWith("<script>window.pwned=1");
    // Without a policy a browser asks for the picture of a site.
    assertThat(requests).contains("/page.html").isSubsetOf("/page.html", "/favicon.ico");
  }

  @Test
  void theSameBrowserFallsForThemWhereTheyAreMarkup() throws Exception {
    String html =
        new HostileTexts(base())
            .all().stream()
                .filter(text -> text.contains("<img") || text.startsWith("<link"))
                .collect(Collectors.joining("\n", "<title>a</title><body>", "</body>"));
    assertThat(titleOf(html)).isEqualTo(HostileTexts.MARK);
    assertThat(requests).contains("/ran", "/a.png", "/a.css");
    assertThat(loggedRequests()).contains(base() + "ran");
  }

  @ParameterizedTest
  @CsvSource({"390, false", "390, true", "1280, false", "1280, true"})
  void anOrdinaryPageFitsTheScreen(int width, boolean dark) throws Exception {
    String html =
        ConversationHtml.of(Conversations.ordinary()).replace("<details", "<details open");
    Path page = Files.writeString(folder.resolve("page.html"), html, StandardCharsets.UTF_8);
    Path pictures = Files.createDirectories(Path.of("target/pages").toAbsolutePath());
    Path file = pictures.resolve("page-" + width + (dark ? "-dark" : "-light") + ".png");
    chromium.picture(file, width, 3_000, dark, page.toUri().toString());
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(width);
    int background = picture.getRGB(1, 1);
    assertThat(background & 0xff).matches(blue -> dark ? blue < 0x40 : blue > 0xd0);
    // Nothing is wider than the screen: its right edge is background from top to bottom.
    for (int y = 0; y < picture.getHeight(); y++) {
      assertThat(picture.getRGB(width - 2, y)).isEqualTo(background);
    }
  }
}
