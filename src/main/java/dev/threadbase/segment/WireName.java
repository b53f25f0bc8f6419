package dev.threadbase.segment;

import java.util.Locale;

/** A choice that is written as a fixed name: that of its constant, in lower case. */
interface WireName {
  /** The constant's name; every enum has it. */
  String name();

  /** The name, as it stands in JSON. */
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
