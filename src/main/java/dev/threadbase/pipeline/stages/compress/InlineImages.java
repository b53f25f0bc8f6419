package dev.threadbase.pipeline.stages.compress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images that stand in a text as data URIs. */
final class InlineImages {

  private static final Pattern IMAGE =
      Pattern.compile("data:(image/[A-Za-z0-9.+-]++);base64,([A-Za-z0-9+/]++=*+)");

  private InlineImages() {}

  /** Says in place of each image of which type and length it was. */
  static String elide(String text) {
    if (!text.contains("data:image/")) {
      return text;
    }
    return IMAGE
        .matcher(text)
        .replaceAll(
            image ->
                Matcher.quoteReplacement(
                    "[image: "
                        + image.group(1)
                        + ", "
                        + image.group(2).length()
                        + " b64 chars elided]"));
  }
}
