package dev.threadbase.cli;

/**
 * A conversation that was written for people.
 *
 * @param file the file
 * @param format {@code markdown} or {@code html}
 * @param threadId the conversation's thread
 * @param messages how many messages there are in it
 */
record PaperLine(String file, String format, String threadId, int messages) {}
