package dev.threadbase.conversation.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** What a page says to the browser before it says anything to a reader. */
final class PageHead {

  private static final String STYLE = style();
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; img-src data:; base-uri 'none'; form-action 'none'";

  private PageHead() {}

  static void write(Page page, String title) {
    page.own("<!DOCTYPE html>\n").open("html").line().open("head").line();
    page.open("meta", "charset", "utf-8").line();
    page.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
    meta(page, "referrer", "no-referrer");
    meta(page, "robots", "noindex");
    meta(page, "viewport", "width=device-width, initial-scale=1");
    meta(page, "color-scheme", "light dark");
    page.element("title", title.isBlank() ? "Conversation" : title).line();
    page.own("<style>").own(STYLE).own("</style>\n").close("head").line();
  }

  private static void meta(Page page, String name, String content) {
    page.open("meta", "name", name, "content", content).line();
  }

  private static String style() {
    try (InputStream file = PageHead.class.getResourceAsStream("page.css")) {
      byte[] style = Objects.requireNonNull(file, "page.css").readAllBytes();
      return new String(style, StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
