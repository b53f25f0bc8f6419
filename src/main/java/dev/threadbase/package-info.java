/**
 * Threadbase keeps the conversations of AI agents in SQL.
 *
 * <p>{@link dev.threadbase.Threadbase} opens a database and hands out its parts. Like git, what is
 * written is immutable and only heads move:
 *
 * <pre>
 * session ──&lt; segment ──&lt; entry            written once, never changed
 *    │           ▲
 *    └──&lt; thread ┘ head = (segment, length)  moves: append, move leaf, compact
 * </pre>
 *
 * <p>Invariants, each held by the database and proven by a contract test on both databases:
 *
 * <ul>
 *   <li>J1: the entries of a segment stand at 0, 1, 2 … without a gap.
 *   <li>J2: an entry or a segment that was written never changes.
 *   <li>J3: the ordinals of a thread's own entries are dense, in the order of the appends.
 *   <li>J4: a fork copies no entry.
 *   <li>J5: a segment stays while a thread owns it or a head or a child segment reaches it, and no
 *       longer.
 * </ul>
 *
 * <p>All public types are safe for use by several threads at once.
 */
@NullMarked
package dev.threadbase;

import org.jspecify.annotations.NullMarked;
