/**
 * Conversations: what an application keeps about a thread. Messages, tokens, times, costs, a ledger
 * of events, a title; lists of them, exports for people, deletion that can be taken back.
 *
 * <p>A conversation is a thread as an application sees it. What is said here is stored as entries
 * of that thread, so that forks, lineage, contexts, leases and exports know it without more. The
 * behaviour is that of ggcode's session store, with the differences that {@code
 * docs/conformance.md} lists: nothing is deleted by saving or listing.
 */
@NullMarked
package dev.threadbase.conversation;

import org.jspecify.annotations.NullMarked;
