package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.ContextPurpose;
import dev.threadbase.context.ReferenceJson;
import dev.threadbase.context.ReferenceProjection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "context",
    description = {
      "Print what a model is sent of a thread.",
      "--repaired mends it into what providers accept, and says what was mended: on standard error, or with --json "
          + "in a last line that holds nothing but the list of repairs."
    })
final class ContextCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Option(
      names = "--purpose",
      paramLabel = "P",
      defaultValue = "provider_request",
      description = "What it is for: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
      completionCandidates = PurposeNames.class)
  private String purpose = "";

  @Option(names = "--repaired", description = "Mended into what providers accept.")
  private boolean repaired;

  @Option(
      names = "--reference",
      description = "As the JSON of floret's session tree; with --json on one line.")
  private boolean reference;

  @Option(names = "--leaf", paramLabel = "ENTRY", description = "Of the path to this entry.")
  private @Nullable String leaf;

  @Option(names = "--full", description = "Long texts too, from beginning to end.")
  private boolean full;

  @Override
  void check() {
    PurposeNames.purpose(purpose);
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    ContextPurpose known = PurposeNames.purpose(purpose);
    ContextOptions mode = repaired ? ContextOptions.REPAIRED : ContextOptions.DEFAULT;
    ContextProjection context =
        threadbase.contexts().context(threadId, mode.forPurpose(known).at(leaf));
    if (reference) {
      JsonNode json = ReferenceProjection.json(context);
      out.line(out.json() ? ReferenceJson.compact(json) : ReferenceJson.indented(json));
      reportRepairs(context, out);
    } else if (out.json()) {
      printLines(context, out);
    } else {
      print(context, out);
    }
    return ExitCode.DONE;
  }

  private void printLines(ContextProjection context, Output out) {
    for (int i = 0; i < context.messages().size(); i++) {
      out.object(ContextLine.of(context.messages().get(i), context.annotations().get(i)));
    }
    if (repaired) {
      out.object(RepairsLine.of(context.repairs()));
    }
  }

  private void print(ContextProjection context, Output out) {
    EntryPrinter printer = new EntryPrinter(out, full);
    for (int i = 0; i < context.messages().size(); i++) {
      printer.print(context.messages().get(i), context.annotations().get(i));
    }
    reportRepairs(context, out);
    String mended = repaired ? ", " + count(context.repairs().size(), "repair") : "";
    report(
        count(context.messages().size(), "message")
            + ", "
            + count(context.tokenEstimate(), "token")
            + mended);
  }

  private void reportRepairs(ContextProjection context, Output out) {
    // The messages go first, where both streams are one terminal.
    out.flush();
    for (RepairsLine.Repair repair : RepairsLine.of(context.repairs()).repairs()) {
      report("repaired: " + repair.text());
    }
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
