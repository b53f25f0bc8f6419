/**
 * Threads and their entries: the main public view of the journal.
 *
 * <p>A thread is a movable head on a tree of immutable segments. Reading and writing go through
 * {@link dev.threadbase.thread.ThreadRepository}, and turns begin and end through {@link
 * dev.threadbase.thread.Turns}; everything else here is an immutable value.
 */
@NullMarked
package dev.threadbase.thread;

import org.jspecify.annotations.NullMarked;
