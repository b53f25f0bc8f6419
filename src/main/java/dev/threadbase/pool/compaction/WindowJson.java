package dev.threadbase.pool.compaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The summaries of a compaction, as its entry keeps them: in {@link Content#data}, as JSON. Those
 * that it puts in front of the context, and those that it made on the way to them.
 */
final class WindowJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /**
   * The summaries of one compaction.
   *
   * @param summaries what stands in front of the context from now on
   * @param condensed what was made and went into others at once
   */
  record Window(List<Summary> summaries, List<Summary> condensed) {
    static final Window NONE = new Window(List.of(), List.of());

    /** An absent list is empty. */
    Window {
      summaries = Objects.requireNonNullElse(summaries, List.<Summary>of());
      condensed = Objects.requireNonNullElse(condensed, List.<Summary>of());
    }
  }

  private WindowJson() {}

  static String write(List<Summary> summaries, List<Summary> condensed) {
    return MAPPER.writeValueAsString(new Window(summaries, condensed));
  }

  /**
   * The summaries of a compaction. One that something else wrote is a leaf, which stands for
   * everything that it cut off.
   *
   * @return nothing if the entry is no compaction, or one without a text
   */
  static Window of(Entry entry) {
    if (!entry.type().equals(EntryType.COMPACTION)) {
      return Window.NONE;
    }
    Content content = entry.content();
    String data = content.data();
    if (data != null && Proposal.isOurs(content.compaction())) {
      return read(entry, data);
    }
    return new Window(ForeignSummary.of(entry, content), List.of());
  }

  private static Window read(Entry entry, String data) {
    try {
      return MAPPER.readValue(data, Window.class);
    } catch (JacksonException broken) {
      throw new InvalidData(
          "the compaction %s holds summaries that cannot be read".formatted(entry.id()));
    }
  }
}
