/**
 * A complete agent around a {@link dev.threadbase.pool.ConversationPool}, small enough to copy: a
 * chat loop, a runner, a summariser, and what prints events.
 */
package dev.threadbase.example;
