package dev.threadbase.jdbi;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names of lease owners that nobody else has, in this process or another, here or elsewhere. */
final class OwnerIds {

  private OwnerIds() {}

  /** Host, process id and a random part. */
  static String next() {
    return Host.NAME + ":" + ProcessHandle.current().pid() + ":" + Ids.next();
  }

  private static final class Host {
    static final String NAME = name();

    private static String name() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return "localhost";
      }
    }
  }
}
