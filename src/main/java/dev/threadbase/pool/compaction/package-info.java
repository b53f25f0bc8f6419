/**
 * Keeps what a runner is sent short enough: summaries, and summaries of summaries, stand for what
 * was said longer ago. Nothing is deleted, and every summary leads back to what it was made of.
 */
@NullMarked
package dev.threadbase.pool.compaction;

import org.jspecify.annotations.NullMarked;
