package dev.threadbase.transfer;

/**
 * Something in a file that was mended or left out.
 *
 * @param line the line, from 1, or of a file of values the value; 0 for the file as a whole
 * @param code what it is, in one stable word
 * @param message what was done about it; never quotes the file
 */
public record ImportWarning(long line, String code, String message) {}
