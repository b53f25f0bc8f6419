/**
 * Tables of numbers and texts that grow with a file and not on the heap: what has to be known of
 * every line of it at once.
 */
@NullMarked
package dev.threadbase.transfer.table;

import org.jspecify.annotations.NullMarked;
