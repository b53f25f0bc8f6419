package dev.threadbase.segment;

/** Why a worker left its rest. */
public enum Trigger implements WireName {
  /** A user sent something. */
  USER_SEND("user_send"),
  /** A notification came. */
  NOTIFY("notify"),
  /** Another pod reported something. */
  POD_EVENT("pod_event"),
  /** A reminder of the system was due. */
  SYSTEM_REMINDER("system_reminder"),
  /** The worker was woken. */
  WAKEUP("wakeup");

  private final String wireName;

  Trigger(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
