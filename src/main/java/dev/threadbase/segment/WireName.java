package dev.threadbase.segment;

/** A choice that is written as a fixed name. */
interface WireName {
  /** The name, as it stands in JSON. */
  String wireName();
}
