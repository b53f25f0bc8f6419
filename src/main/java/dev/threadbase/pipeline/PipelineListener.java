package dev.threadbase.pipeline;

/** Told once of each run, on the thread that ran it. What it throws is logged and ignored. */
@FunctionalInterface
public interface PipelineListener {

  /** A run is over, well or not. */
  void finished(PipelineReport report);
}
