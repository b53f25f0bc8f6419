/**
 * The one message model: what every store returns and every format translates to and from.
 *
 * <p>All types are immutable and safe to share between threads. None of them prints its content in
 * {@code toString}.
 */
@NullMarked
package dev.threadbase.message;

import org.jspecify.annotations.NullMarked;
