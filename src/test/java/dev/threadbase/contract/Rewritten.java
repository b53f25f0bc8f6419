package dev.threadbase.contract;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.format.Losses;
import dev.threadbase.transfer.format.TranscriptEncoder;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.util.ArrayList;
import java.util.List;

/** Entries as a whole new file of a format, and what has no place in it. */
record Rewritten(List<String> lines, List<String> lost) {

  static Rewritten of(TranscriptFormat format, ThreadMeta thread, List<Entry> entries) {
    List<String> lost = new ArrayList<>();
    TranscriptEncoder encoder = format.encoder(thread, losses(lost));
    List<String> lines = new ArrayList<>(encoder.begin());
    entries.forEach(entry -> lines.addAll(encoder.lines(entry)));
    lines.addAll(encoder.end());
    return new Rewritten(lines, lost);
  }

  private static Losses losses(List<String> lost) {
    return new Losses() {
      @Override
      public void entry(Entry entry) {
        lost.add(entry.type().name());
      }

      @Override
      public void field(Entry entry, String field) {
        lost.add(entry.type().name() + "." + field);
      }

      @Override
      public void thread(String field) {
        lost.add("thread." + field);
      }
    };
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
