package dev.threadbase.conversation;

import org.jspecify.annotations.Nullable;

/** Texts of records, whose reference knows no difference between empty and absent. */
final class RecordTexts {

  private RecordTexts() {}

  static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  static String nullToEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
