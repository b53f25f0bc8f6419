package dev.threadbase.pool;

import java.time.Clock;
import java.time.Duration;

/**
 * What a pool is set to; see {@link ConversationPoolBuilder}.
 *
 * @param clock the clock of idle times and titles
 * @param leaseTtl how long a turn's lease lasts without being renewed
 * @param longestWait how long a chat waits for the turn before
 * @param turnLimit how long a turn may take
 * @param grace how long a runner that is interrupted may take to end
 * @param storePatience how long the end of a turn tries to be stored
 * @param idleTimeout how long a runner may be idle
 * @param longestText how many characters a runner may say without a message
 * @param unreadEvents how many events wait for a reader
 */
record PoolSettings(
    Clock clock,
    Duration leaseTtl,
    Duration longestWait,
    Duration turnLimit,
    Duration grace,
    Duration storePatience,
    Duration idleTimeout,
    int longestText,
    int unreadEvents) {}
