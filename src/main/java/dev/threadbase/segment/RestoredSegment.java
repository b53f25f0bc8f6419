package dev.threadbase.segment;

/**
 * A log that was restored.
 *
 * @param head its end when it was read
 * @param state what its entries up to there amount to
 */
public record RestoredSegment(SegmentHead head, RestoredState state) {

  /**
   * The log and its state as one JSON object: the session, the segment, how many entries it has,
   * then the members of {@link RestoredState#toJson} that are not the session.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a text holds half of a character
   */
  public String toJson() {
    return RestoredStateJson.write(this);
  }
}
