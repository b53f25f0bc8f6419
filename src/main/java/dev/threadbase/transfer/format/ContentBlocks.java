package dev.threadbase.transfer.format;

import dev.threadbase.message.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A message's content as both agents write it: a text, or a list of blocks of their own kinds. */
final class ContentBlocks {

  private ContentBlocks() {}

  /**
   * Reads a content; absent or null is nothing, and what is neither text nor list is kept as it is.
   *
   * @param block reads one block of the format
   */
  static List<Part> read(@Nullable JsonNode content, Function<JsonNode, Part> block) {
    List<Part> parts = new ArrayList<>();
    if (content == null) {
      return parts;
    }
    if (content.isString()) {
      parts.add(new Part.Text(content.stringValue()));
    } else if (content.isArray()) {
      content.forEach(each -> parts.add(block.apply(each)));
    } else if (!content.isNull()) {
      parts.add(new Part.Opaque("content", content.toString()));
    }
    return parts;
  }
}
