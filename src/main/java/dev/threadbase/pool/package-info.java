/**
 * Conversations as a chat front end holds them: each channel has one that is active, runners answer
 * in them, and everything that is said is stored.
 */
@NullMarked
package dev.threadbase.pool;

import org.jspecify.annotations.NullMarked;
