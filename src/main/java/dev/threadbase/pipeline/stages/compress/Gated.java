package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.StageStats;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of the stages behind a {@link ConservationGate}.
 *
 * @param outcome {@code ok} if their output was passed on; otherwise the input was: {@code
 *     <stage>_failed} if one of them failed, {@code sanity_rejected:<reason>} if the output does
 *     not account for every entry
 * @param attempts what each of them counted, in their order, without those that told nothing
 * @param figures {@code fell_back}, 1 if the input was passed on; then what was counted of what was
 *     passed on: the figures of the compression, and those of the other stages behind their names
 */
public record Gated(String outcome, List<StageStats> attempts, Map<String, Number> figures)
    implements StageStats {

  static final String OK = "ok";

  private static final String REJECTED = "sanity_rejected:";

  /** Copies what was counted. */
  public Gated {
    Objects.requireNonNull(outcome, "outcome");
    attempts = List.copyOf(attempts);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  static String rejected(String reason) {
    return REJECTED + reason;
  }

  /** Whether the input was passed on instead of the output. */
  public boolean fellBack() {
    return !outcome.equals(OK);
  }

  /** Why the output was rejected; empty if it was not, or if there was none. */
  public Optional<String> reason() {
    return outcome.startsWith(REJECTED)
        ? Optional.of(outcome.substring(REJECTED.length()))
        : Optional.empty();
  }
}
