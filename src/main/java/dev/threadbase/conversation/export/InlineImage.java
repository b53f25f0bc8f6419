package dev.threadbase.conversation.export;

import dev.threadbase.message.Part;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image that can be inside a document.
 *
 * @param mimeType one of those that every browser draws and that hold no script
 * @param data its bytes in base64, which were decoded once to see that they are
 */
record InlineImage(String mimeType, String data) {

  private static final Set<String> DRAWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  /** A medium as such an image; null if it is of another type, elsewhere, or no base64. */
  static @Nullable InlineImage of(Part.Media media) {
    String type = media.mimeType().toLowerCase(Locale.ROOT);
    String data = media.data();
    if (!DRAWN.contains(type) || data == null || data.isEmpty()) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(data).length == 0 ? null : new InlineImage(type, data);
    } catch (IllegalArgumentException noBase64) {
      return null;
    }
  }

  String url() {
    return "data:" + mimeType + ";base64," + data;
  }

  @Override
  public String toString() {
    return "InlineImage[" + mimeType + "]";
  }
}
