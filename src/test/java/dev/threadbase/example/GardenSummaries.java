package dev.threadbase.example;

import dev.threadbase.message.Message;
import dev.threadbase.message.Role;
import dev.threadbase.pool.compaction.Summariser;
import dev.threadbase.pool.compaction.Summary;
import dev.threadbase.pool.compaction.SummaryRequest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Summaries that name the plants that were asked for. With a model, {@code request.text()} goes
 * into its prompt and {@code request.targetTokens()} says how long the answer should be.
 */
final class GardenSummaries implements Summariser {

  private static final String BEGINNING = "Asked for: ";

  @Override
  public String summarise(SummaryRequest request) {
    Stream<String> plants =
        request.depth() == 0
            ? request.messages().stream()
                .filter(message -> message.role().equals(Role.USER))
                .map(Message::text)
            : request.summaries().stream()
                .map(Summary::text)
                .map(text -> text.substring(BEGINNING.length()));
    return plants.collect(Collectors.joining(", ", BEGINNING, ""));
  }
}
