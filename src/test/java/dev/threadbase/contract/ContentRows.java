package dev.threadbase.contract;

import dev.threadbase.Threadbase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sessions as their native exports say them, without what two imports of one file cannot share: the
 * ids that the store makes are numbered in the order in which they appear, and when an original was
 * archived is left out.
 */
final class ContentRows {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Set<String> MADE_IDS =
      Set.of(
          "segment_id",
          "parent_segment_id",
          "source_segment_id",
          "base_segment_id",
          "head_segment_id",
          "source_id");

  private final Map<String, String> names = new HashMap<>();

  private ContentRows() {}

  /** What a database holds of sessions, by session; nothing for one that is not there. */
  static Map<String, List<String>> of(Threadbase threadbase, Set<String> sessions) {
    return sessions.stream()
        .collect(Collectors.toMap(id -> id, id -> new ContentRows().rows(threadbase, id)));
  }

  private List<String> rows(Threadbase threadbase, String sessionId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    threadbase.exporter().export(sessionId, null, bytes);
    return bytes.toString(StandardCharsets.UTF_8).lines().map(this::canonical).toList();
  }

  private String canonical(String line) {
    ObjectNode row = (ObjectNode) MAPPER.readTree(line);
    for (String name : MADE_IDS) {
      JsonNode id = row.get(name);
      if (id != null && id.isString()) {
        row.put(name, names.computeIfAbsent(id.stringValue(), made -> "made-" + names.size()));
      }
    }
    if ("sources".equals(row.path("table").asString(""))) {
      row.remove("created_at_ns");
    }
    return row.toString();
  }
}
