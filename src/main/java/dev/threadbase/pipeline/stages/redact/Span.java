package dev.threadbase.pipeline.stages.redact;

/** A stretch of a text. */
record Span(int from, int to) {}
