package dev.threadbase.example;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.pool.Runner;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.RunnerEvent.ToolUse;
import dev.threadbase.pool.RunnerOutput;
import java.util.List;
import java.util.Map;

/**
 * An agent that knows about plants. It speaks as one does that has a model: it streams text, calls
 * a tool, and answers with what the tool found. It keeps nothing between calls.
 */
final class GardenRunner implements Runner {

  private static final String TOOL = "almanac";
  private static final Map<String, String> ALMANAC =
      Map.of("mint", "likes the shade", "sage", "likes the sun", "ivy", "climbs");

  @Override
  public void chat(List<Message> context, Message message, RunnerOutput output) {
    String plant = message.text();
    String thought = "Let me look.";
    // As the model says it, piece by piece.
    output.text("Let me ");
    output.text("look.");

    // What the model said, complete and with its call: this is stored, before the tool is run.
    String callId = "call-" + context.size();
    Part call = new Part.ToolCall(callId, TOOL, "{\"plant\":\"" + plant + "\"}");
    output.emit(new Said(new Message(Role.ASSISTANT, List.of(new Part.Text(thought), call))));

    output.emit(new ToolUse(TOOL, ToolUse.State.RUNNING, plant, null));
    String found = ALMANAC.getOrDefault(plant, "is not in the almanac");
    output.emit(new Said(Message.toolResult(callId, TOOL, found)));
    output.emit(new ToolUse(TOOL, ToolUse.State.DONE, plant, found));

    // The end of the answer needs no message: text that is in none is stored as one.
    for (String word :
        "%s %s. I was sent %d messages.".formatted(plant, found, context.size()).split("(?<= )")) {
      output.text(word);
    }
  }
}
