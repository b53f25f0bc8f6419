package dev.threadbase.pipeline.stages.compress;

import java.util.Map;

/**
 * What went into a stage and came out of it. Every line is an entry, a blank one too.
 *
 * @param entriesIn lines read
 * @param entriesOut lines written
 * @param bytesIn bytes read, line ends included
 * @param bytesOut bytes written, line ends included
 * @param tokensIn an estimate: a quarter of each line's bytes, at least 1 if it is not blank
 * @param tokensOut the same estimate of what was written
 * @param oversizePassed lines too long to be looked at, which passed as they were
 */
public record EntryFlow(
    long entriesIn,
    long entriesOut,
    long bytesIn,
    long bytesOut,
    long tokensIn,
    long tokensOut,
    long oversizePassed) {

  /** Nothing in, nothing out. */
  public static final EntryFlow NONE = new EntryFlow(0, 0, 0, 0, 0, 0, 0);

  /** The bytes saved. */
  public Reduction reduction() {
    return Reduction.of(bytesIn, bytesOut);
  }

  /** The tokens saved, as estimated. */
  public Reduction tokenReduction() {
    return Reduction.of(tokensIn, tokensOut);
  }

  /** The sums of both. */
  public EntryFlow plus(EntryFlow other) {
    return new EntryFlow(
        entriesIn + other.entriesIn,
        entriesOut + other.entriesOut,
        bytesIn + other.bytesIn,
        bytesOut + other.bytesOut,
        tokensIn + other.tokensIn,
        tokensOut + other.tokensOut,
        oversizePassed + other.oversizePassed);
  }

  void addTo(Map<String, Number> figures) {
    figures.put("entries_in", entriesIn);
    figures.put("entries_out", entriesOut);
    figures.put("bytes_in", bytesIn);
    figures.put("bytes_out", bytesOut);
    figures.put("byte_reduction_pct", reduction().percent());
    figures.put("tokens_in_est", tokensIn);
    figures.put("tokens_out_est", tokensOut);
    figures.put("token_reduction_pct", tokenReduction().percent());
  }
}
