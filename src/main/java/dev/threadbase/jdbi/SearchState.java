package dev.threadbase.jdbi;

import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Whether the index of messages is complete, and who fills it. */
interface SearchState {

  /** The index is not complete any more; nothing is written if it is not so already. */
  String LEAVE =
      "UPDATE search_state SET complete = 0, run_id = NULL WHERE complete = 1 OR run_id IS NOT NULL";

  @SqlQuery("SELECT complete = 1 FROM search_state")
  boolean isComplete();

  @SqlUpdate("UPDATE search_state SET run_id = :runId")
  int begin(String runId);

  /** Not if somebody wrote without the index since the run began, or another run began. */
  @SqlUpdate("UPDATE search_state SET complete = 1, run_id = NULL WHERE run_id = :runId")
  int end(String runId);
}
