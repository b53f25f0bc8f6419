package dev.threadbase.pool;

import org.jspecify.annotations.Nullable;

/** Tells a chat that its lease is lost, which may be seen before the chat is there. */
final class LostLease {

  private @Nullable ChatRun run;
  private boolean lost;

  synchronized void tell() {
    lost = true;
    if (run != null) {
      run.giveUp(ChatEnd.LEASE_LOST, null);
    }
  }

  synchronized void concerns(ChatRun chat) {
    run = chat;
    if (lost) {
      chat.giveUp(ChatEnd.LEASE_LOST, null);
    }
  }
}
