/**
 * Import and export: the journal as JSON lines, in Threadbase's own format and in those of other
 * agents.
 *
 * <p>An import reads a file twice: once to learn the shape of its tree, once to store it, in one
 * transaction, with the original archived beside it. What cannot be understood is kept or reported,
 * never dropped in silence.
 */
@NullMarked
package dev.threadbase.transfer;

import org.jspecify.annotations.NullMarked;
