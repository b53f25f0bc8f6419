package dev.threadbase.cli;

import dev.threadbase.context.ArtifactRef;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a context as {@code --json} prints it; the components are the names, in order. */
record ContextLine(
    String entryId,
    @Nullable String parentId,
    String type,
    String role,
    String kind,
    @Nullable String toolCallId,
    @Nullable String toolName,
    long tokens,
    String text,
    @Nullable String preview,
    List<ArtifactRef> artifacts) {

  static ContextLine of(Message message, MessageAnnotation annotation) {
    return new ContextLine(
        annotation.entryId(),
        annotation.parentEntryId(),
        annotation.entryType().name(),
        annotation.role(),
        annotation.kind(),
        annotation.toolCallId(),
        annotation.toolName(),
        annotation.tokenEstimate(),
        EntryText.of(message.parts()),
        annotation.preview(),
        annotation.artifacts());
  }
}
