package dev.threadbase.transfer.format;

/** Where a reader tells what it found wrong. */
public interface Notes {

  /**
   * Something that was mended or is odd.
   *
   * @param line the line, from 1; 0 for the file as a whole
   * @param code what it is, in one stable word
   * @param message what was done about it; never quotes the file
   */
  void warn(long line, String code, String message);

  /** Something that could not be stored. */
  void leftOut(long line, String code, String message);
}
