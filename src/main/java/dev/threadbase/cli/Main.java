package dev.threadbase.cli;

/** Entry point of the runnable jar. */
public final class Main {
  private Main() {}

  /** Starts. */
  public static void main(String[] args) {
    System.exit(0);
  }
}
