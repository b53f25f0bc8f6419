package dev.threadbase.contract;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Behaviour that holds on both databases: written once, run by one subclass for each. */
abstract class Contract {

  TestDatabase database;
  Threadbase threadbase;
  ThreadRepository threads;

  /** An empty, migrated database. */
  abstract TestDatabase create();

  @BeforeEach
  void open() {
    database = create();
    threadbase = Threadbase.open(configure(database.config()));
    threads = threadbase.threads();
  }

  @AfterEach
  void close() {
    threadbase.close();
    database.close();
  }

  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config;
  }

  /** What another process would see. */
  Threadbase reopened() {
    threadbase.close();
    threadbase = Threadbase.open(configure(database.config()));
    threads = threadbase.threads();
    return threadbase;
  }
}
