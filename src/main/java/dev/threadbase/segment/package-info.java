/**
 * Segments: sessions as trees of append-only logs, from which a worker is restored (yoi session
 * store).
 *
 * <p>A log is a list of {@link dev.threadbase.segment.LogEntry}; the position of an entry is its
 * index. {@link dev.threadbase.segment.Replay} turns a log into what a worker needs to go on. The
 * values here are immutable, have one exact form as JSON, and do not print what was said in {@code
 * toString}.
 *
 * <p>Every {@code long} that counts something, or that is a time, holds the bits of an unsigned
 * 64-bit number: print it with {@link java.lang.Long#toUnsignedString(long)}, compare it with
 * {@link java.lang.Long#compareUnsigned(long, long)}.
 */
@NullMarked
package dev.threadbase.segment;

import org.jspecify.annotations.NullMarked;
