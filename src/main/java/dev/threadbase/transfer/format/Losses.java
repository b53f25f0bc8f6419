package dev.threadbase.transfer.format;

import dev.threadbase.thread.Entry;

/** Told what of a thread has no place in the format that it is written in. */
public interface Losses {

  /** An entry has no line at all. */
  void entry(Entry entry);

  /**
   * Something that an entry says has no place in its line.
   *
   * @param field what it is, in the words of the model, for example {@code usage} or {@code
   *     reasoning.signature}; never a value
   */
  void field(Entry entry, String field);

  /**
   * Something that is known about the thread has no place in the file.
   *
   * @param field what it is, in the words of the model, for example {@code title}
   */
  void thread(String field);
}
