package dev.threadbase.pipeline.stages.compress;

/**
 * What a stage saved.
 *
 * @param saved how much less there is; negative if there is more
 * @param percent of what there was; 0 if there was nothing
 */
public record Reduction(long saved, double percent) {

  static Reduction of(long before, long after) {
    long saved = before - after;
    return new Reduction(saved, before == 0 ? 0 : 100.0 * saved / before);
  }
}
