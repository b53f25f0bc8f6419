/** Stages that shorten a recording for a model that reads it again, and the gate behind them. */
@NullMarked
package dev.threadbase.pipeline.stages.compress;

import org.jspecify.annotations.NullMarked;
