/** The stages that come with Threadbase: redaction, compression, and cleaning. */
@NullMarked
package dev.threadbase.pipeline.stages;

import org.jspecify.annotations.NullMarked;
