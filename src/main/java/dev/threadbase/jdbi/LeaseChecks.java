package dev.threadbase.jdbi;

import java.util.List;

/** What must hold of turn leases and of what was broken of them. */
final class LeaseChecks {

  static final List<Check> ALL =
      List.of(
          new Check(
              "lease_session",
              "the lease does not name the session of its thread",
              """
              SELECT l.session_id, 'thread ' || l.thread_id
              FROM turn_leases l
              LEFT JOIN threads t ON t.thread_id = l.thread_id
              WHERE t.session_id IS DISTINCT FROM l.session_id
              """),
          new Check(
              "break_session",
              "a broken lease does not name the session of its thread",
              """
              SELECT DISTINCT b.session_id, 'thread ' || b.thread_id
              FROM lease_breaks b
              LEFT JOIN threads t ON t.thread_id = b.thread_id
              WHERE t.session_id IS DISTINCT FROM b.session_id
              """),
          new Check(
              "break_token",
              "a broken lease has a token that its thread has not reached",
              """
              SELECT DISTINCT b.session_id, 'thread ' || b.thread_id
              FROM lease_breaks b
              LEFT JOIN turn_leases l ON l.thread_id = b.thread_id
              WHERE l.token IS NULL OR l.token <= b.token
              """));

  private LeaseChecks() {}
}
