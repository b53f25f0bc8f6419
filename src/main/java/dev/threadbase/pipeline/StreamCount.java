package dev.threadbase.pipeline;

/**
 * How much went through one end of a stage.
 *
 * @param bytes the bytes
 * @param lines the lines, with a last one that has no end
 */
public record StreamCount(long bytes, long lines) {}
