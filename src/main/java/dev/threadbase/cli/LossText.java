package dev.threadbase.cli;

import dev.threadbase.transfer.Loss;

/** A loss as a line for people. */
final class LossText {

  private LossText() {}

  static String of(Loss loss, String format) {
    boolean one = loss.count() == 1;
    String what =
        switch (loss.kind()) {
          case ENTRY -> loss.count() + (one ? " entry" : " entries") + " of type " + loss.name();
          case BRANCH ->
              loss.count()
                  + (one ? " entry" : " entries")
                  + " off the path, of type "
                  + loss.name();
          case FIELD -> loss.name() + " of " + loss.count() + (one ? " entry" : " entries");
          case THREAD -> loss.name() + " of " + loss.count() + (one ? " thread" : " threads");
        };
    return "%s has no place for %s, first %s".formatted(format, what, loss.firstId());
  }
}
