package dev.threadbase.pool;

import dev.threadbase.pool.compaction.Compactor;

/**
 * What the chats of a pool share.
 *
 * @param stores where they are stored
 * @param compactor keeps their contexts short
 * @param runners the runners
 * @param serving who makes runners, as it was when the chat began
 * @param settings how the pool is set
 * @param threads the pool's threads
 */
record ChatParts(
    PoolStores stores,
    Compactor compactor,
    Runners runners,
    Serving serving,
    PoolSettings settings,
    PoolThreads threads) {}
