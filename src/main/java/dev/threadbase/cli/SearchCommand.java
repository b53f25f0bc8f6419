package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.search.MessageSearch;
import dev.threadbase.search.Reindexed;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.SearchResult;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description = {
      "Find messages by their words, the best first.",
      "All words must occur; \"words in quotes\" follow each other; word* and the last word may go on."
    })
final class SearchCommand extends DatabaseCommand {

  private static final String INCOMPLETE =
      "the index is not complete, there may be more; search --reindex completes it";

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The words.")
  private List<String> words = List.of();

  @Option(names = "--workspace", paramLabel = "NAME", description = "Only of this workspace.")
  private @Nullable String workspace;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only messages of this role.")
  private @Nullable String role;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, 1 to " + SearchQuery.MOST_HITS + ".")
  private int limit = SearchQuery.USUAL_HITS;

  @Option(names = "--deleted", description = "What only deleted threads hold, too.")
  private boolean deleted;

  @Option(names = "--abandoned", description = "What stands on branches that were left, too.")
  private boolean abandoned;

  @Option(
      names = "--reindex",
      description = "First put into the index what is missing; without TEXT, nothing else.")
  private boolean reindex;

  @Override
  void check() {
    if (words.isEmpty() && !reindex) {
      throw CommandFailed.usage("search needs TEXT or --reindex");
    }
    query();
  }

  private SearchQuery query() {
    try {
      SearchQuery query =
          SearchQuery.of(String.join(" ", words)).inWorkspace(workspace).saidBy(role).limit(limit);
      query = deleted ? query.withDeleted() : query;
      return abandoned ? query.withAbandoned() : query;
    } catch (IllegalArgumentException outside) {
      throw CommandFailed.usage(String.valueOf(outside.getMessage()));
    }
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    MessageSearch search = threadbase.search();
    if (reindex) {
      report(text(search.reindex()));
    }
    return words.isEmpty() ? ExitCode.DONE : search(search, out);
  }

  private static String text(Reindexed done) {
    String count = done.entries() + (done.entries() == 1 ? " message" : " messages");
    return count
        + " put into the index, which is "
        + (done.complete()
            ? "complete"
            : "not complete: somebody wrote without it; run this again when they are done");
  }

  private int search(MessageSearch search, Output out) {
    SearchResult result = search.search(query());
    if (out.json()) {
      result.hits().forEach(hit -> out.object(HitLine.of(hit)));
    } else {
      result.hits().forEach(hit -> print(hit, out));
      if (result.hits().isEmpty()) {
        report("nothing found");
      }
    }
    if (!result.complete()) {
      report(INCOMPLETE);
    }
    return ExitCode.DONE;
  }

  private static void print(SearchHit hit, Output out) {
    Stream<@Nullable String> heading =
        Stream.of(
            "● " + hit.threadId(),
            hit.title(),
            hit.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
            hit.role(),
            hit.entryId());
    out.line(Printable.line(String.join(" · ", heading.filter(Objects::nonNull).toList())));
    out.line("  " + MarkedSnippet.of(hit.snippet(), Ansi.AUTO.enabled()));
    out.line("");
  }
}
