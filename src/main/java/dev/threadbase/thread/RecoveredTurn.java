package dev.threadbase.thread;

/**
 * A turn that had no end, and was given one.
 *
 * @param threadId the thread on whose path it was
 * @param turnId the turn
 * @param marker the {@code aborted} marker
 */
public record RecoveredTurn(String threadId, String turnId, Entry marker) {}
