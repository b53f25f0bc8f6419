/**
 * Search over what was said: how a text becomes tokens, how a query is read, and what is found.
 *
 * <p>Tokens are made here, once for both databases, so that both find the same. Nothing in this
 * package knows SQL.
 */
@NullMarked
package dev.threadbase.search;

import org.jspecify.annotations.NullMarked;
