package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link InputSegment} as JSON. */
final class InputSegmentJson {

  private InputSegmentJson() {}

  static void write(JsonGenerator out, InputSegment segment) {
    out.writeStartObject();
    JsonMembers.text(out, "kind", segment.kind().wireName());
    switch (segment.kind()) {
      case TEXT -> JsonMembers.text(out, "content", ((InputSegment.Text) segment).content());
      case PASTE -> write(out, (InputSegment.Paste) segment);
      case FILE_REF -> JsonMembers.text(out, "path", ((InputSegment.FileRef) segment).path());
      case KNOWLEDGE_REF ->
          JsonMembers.text(out, "slug", ((InputSegment.KnowledgeRef) segment).slug());
      case WORKFLOW_INVOKE ->
          JsonMembers.text(out, "slug", ((InputSegment.WorkflowInvoke) segment).slug());
      case UNKNOWN -> {}
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, InputSegment.Paste paste) {
    out.writeNumberProperty("id", paste.id());
    out.writeNumberProperty("chars", paste.chars());
    out.writeNumberProperty("lines", paste.lines());
    JsonMembers.text(out, "content", paste.content());
  }

  /** A piece; one of an unknown kind loses what it holds. */
  static InputSegment read(Fields segment) {
    return switch (segment.kindOr(InputSegment.Kind.class, InputSegment.Kind.UNKNOWN)) {
      case TEXT -> new InputSegment.Text(segment.text("content"));
      case PASTE ->
          new InputSegment.Paste(
              segment.u32("id"),
              segment.u32("chars"),
              segment.u32("lines"),
              segment.text("content"));
      case FILE_REF -> new InputSegment.FileRef(segment.text("path"));
      case KNOWLEDGE_REF -> new InputSegment.KnowledgeRef(segment.text("slug"));
      case WORKFLOW_INVOKE -> new InputSegment.WorkflowInvoke(segment.text("slug"));
      case UNKNOWN -> new InputSegment.Unknown();
    };
  }
}
