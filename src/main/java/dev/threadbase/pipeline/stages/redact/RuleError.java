package dev.threadbase.pipeline.stages.redact;

/**
 * A line of a file of rules that is no rule. It does not repeat the line, which may hold a secret.
 *
 * @param source the file, as the reader was told to call it
 * @param line its number, from 1
 * @param message what is wrong
 */
public record RuleError(String source, int line, String message) {}
