/** Stages that take secrets out: by patterns, and by a model. */
@NullMarked
package dev.threadbase.pipeline.stages.redact;

import org.jspecify.annotations.NullMarked;
