package dev.threadbase.conversation.export;

import dev.threadbase.message.Part;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tool a result is of: most formats say so at the call alone. */
final class ToolNames {

  private final Map<String, String> byCall = new HashMap<>();

  void called(Part.ToolCall call) {
    byCall.put(call.id(), call.name());
  }

  @Nullable String of(Part.ToolResult result) {
    return result.name() == null ? byCall.get(result.callId()) : result.name();
  }
}
