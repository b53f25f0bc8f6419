/**
 * A list of streaming stages that JSON lines go through on their way into the database, out of it,
 * or past it.
 */
@NullMarked
package dev.threadbase.pipeline;

import org.jspecify.annotations.NullMarked;
