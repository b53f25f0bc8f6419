package dev.threadbase.pipeline.stages;

/** A stretch of a text. */
record Span(int from, int to) {}
