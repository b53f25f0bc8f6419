package dev.threadbase.pool.compaction;

import dev.threadbase.context.TokenEstimate;
import dev.threadbase.message.Message;

/** Takes what comes until its tokens are too many, and always the first. */
final class TokenCap {

  private final long limit;
  private long taken;
  private boolean any;
  private boolean reached;

  TokenCap(long limit) {
    this.limit = limit;
  }

  boolean takes(Message message) {
    return takes(TokenEstimate.of(message));
  }

  boolean takes(long tokens) {
    taken += tokens;
    reached |= any && taken > limit;
    any = true;
    return !reached;
  }

  boolean isReached() {
    return reached;
  }
}
