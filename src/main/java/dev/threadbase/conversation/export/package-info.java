/**
 * Conversations for people: Markdown and HTML. Pure functions of a conversation; the same
 * conversation gives the same text, and what is written needs memory for one message.
 *
 * <p>What was said is somebody else's text. But for the reference's own Markdown, which escapes
 * nothing, no text of a conversation can end a message, begin another one, run a script, or make a
 * reader's program ask for an address.
 */
@NullMarked
package dev.threadbase.conversation.export;

import org.jspecify.annotations.NullMarked;
