package dev.threadbase.segment;

/** Why a worker left its rest. */
public enum Trigger implements WireName {
  /** A user sent something. */
  USER_SEND,
  /** A notification came. */
  NOTIFY,
  /** Another pod reported something. */
  POD_EVENT,
  /** A reminder of the system was due. */
  SYSTEM_REMINDER,
  /** The worker was woken. */
  WAKEUP
}
