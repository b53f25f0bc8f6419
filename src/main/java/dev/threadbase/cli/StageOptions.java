package dev.threadbase.cli;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.stages.compress.CompressOptions;
import dev.threadbase.pipeline.stages.compress.CompressStage;
import dev.threadbase.pipeline.stages.compress.StripOptions;
import dev.threadbase.pipeline.stages.compress.StripStage;
import dev.threadbase.pipeline.stages.redact.RedactStage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which stages lines go through, and how these work. */
final class StageOptions {

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = StageNames.class,
      description =
          "Send the lines through a stage: ${COMPLETION-CANDIDATES}. May be repeated; they work in the order given.")
  private List<String> names = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How compress works: conversation (default) keeps what was said and marks the tools; lossless keeps every "
              + "entry and shortens what repeats.")
  private @Nullable String mode;

  @Option(
      names = "--drop-thinking",
      paramLabel = "HOW",
      description =
          "What strip leaves of thinking: none (default) all of it, first its first sentence, all nothing.")
  private @Nullable String thinking;

  @Mixin private RedactionOptions redaction;

  /** Whether entries of a raw recording are shortened; other lines would be torn apart by that. */
  boolean shorten() {
    return names.contains(CompressStage.NAME) || names.contains(StripStage.NAME);
  }

  /**
   * The stages, in the order given.
   *
   * @throws CommandFailed if a name or a value is unknown, or an option belongs to no stage
   */
  List<Stage> stages() {
    refuseUnused(mode != null, "--mode needs", CompressStage.NAME);
    refuseUnused(thinking != null, "--drop-thinking needs", StripStage.NAME);
    refuseUnused(redaction.given(), "--rules and --allow need", RedactStage.NAME);
    return names.stream().map(this::stage).toList();
  }

  private void refuseUnused(boolean given, String need, String stage) {
    if (given && !names.contains(stage)) {
      throw CommandFailed.usage(need + " --stage " + stage);
    }
  }

  private Stage stage(String name) {
    return switch (name) {
      case RedactStage.NAME -> redaction.stage();
      case CompressStage.NAME ->
          CompressStage.gated(CompressOptions.DEFAULT.withMode(compression()));
      case StripStage.NAME -> new StripStage(StripOptions.DEFAULT.withThinking(kept()));
      default ->
          throw CommandFailed.usage(
              "no stage is called " + name + "; there are " + String.join(", ", StageNames.ALL));
    };
  }

  private CompressOptions.Mode compression() {
    return switch (mode == null ? "conversation" : mode.toLowerCase(Locale.ROOT)) {
      case "conversation" -> CompressOptions.Mode.CONVERSATION_ONLY;
      case "lossless" -> CompressOptions.Mode.LOSSLESS;
      default ->
          throw CommandFailed.usage(
              "invalid --mode \"" + mode + "\" (expected conversation or lossless)");
    };
  }

  private StripOptions.Thinking kept() {
    return switch (thinking == null ? "none" : thinking.toLowerCase(Locale.ROOT)) {
      case "none" -> StripOptions.Thinking.NONE;
      case "first" -> StripOptions.Thinking.FIRST_SENTENCE;
      case "all" -> StripOptions.Thinking.ALL;
      default ->
          throw CommandFailed.usage(
              "invalid --drop-thinking \"" + thinking + "\" (expected none, first or all)");
    };
  }
}
