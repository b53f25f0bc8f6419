package dev.threadbase.jdbi;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names of lease owners that no other process has, on this machine or another. */
final class OwnerIds {

  private OwnerIds() {}

  /** The one of this process. */
  static String ofThisProcess() {
    return Own.ID;
  }

  private static final class Own {
    static final String ID = host() + ":" + ProcessHandle.current().pid() + ":" + Ids.next();

    private static String host() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return "localhost";
      }
    }
  }
}
