package dev.threadbase.pipeline;

import java.util.Map;

/**
 * What a stage counted, beyond the bytes, lines and time that the runner measures of every stage.
 */
public interface StageStats {

  /**
   * The figures by name, in an order that does not depend on the data. Names are stable words in
   * lower case with underscores; no figure tells what a stream says.
   */
  Map<String, Number> figures();
}
