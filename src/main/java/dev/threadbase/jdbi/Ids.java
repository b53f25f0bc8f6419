package dev.threadbase.jdbi;

import com.github.f4b6a3.uuid.UuidCreator;

/** Ids made by the store: UUIDv7, so that new rows come last in every index. */
final class Ids {

  private Ids() {}

  static String next() {
    return UuidCreator.getTimeOrderedEpochPlus1().toString();
  }
}
