package dev.threadbase.jdbi;

import dev.threadbase.thread.Verification;
import org.jdbi.v3.core.Handle;

/**
 * A rule of the journal as a statement that finds what breaks it.
 *
 * @param code the kind of problem
 * @param message the problem in words
 * @param sql a query whose rows are what breaks the rule: the session, and where in it
 */
record Check(String code, String message, String sql) {

  void run(Handle handle, Findings findings) {
    // One row more than a report holds, so that the report knows that it is not complete.
    handle
        .createQuery(sql + "ORDER BY 1, 2 LIMIT :limit")
        .bind("limit", Verification.MAX_PROBLEMS + 1)
        .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
        .forEach(found -> findings.add(code, found[0], found[1], message));
  }
}
