package dev.threadbase.context;

import dev.threadbase.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The users' messages that a compaction may keep word for word, in the order of the path: those
 * that an earlier compaction kept, then those among the messages.
 */
final class KeptUsers {

  private final List<Candidate> candidates = new ArrayList<>();

  private record Candidate(int message, Checkpoint.KeptUser user, long tokens) {}

  KeptUsers(PathView path, List<Projected> messages, CompactionRequest request) {
    if (!request.originals()) {
      ContextBuilder.keptUsers(path).forEach(user -> add(-1, user));
    }
    for (int i = 0; i < messages.size(); i++) {
      String entry = messages.get(i).entry().id();
      Integer position = path.position(entry);
      if (position != null && path.isSpokenByUser(position)) {
        Message message = messages.get(i).message();
        String text = ReferenceMessage.of(message).get(0).content();
        add(i, new Checkpoint.KeptUser(entry, text));
      }
    }
  }

  private void add(int message, Checkpoint.KeptUser user) {
    candidates.add(new Candidate(message, user, Checkpoint.tokens(user)));
  }

  /** The tokens of the last one before a cut, which is kept in any case if none is behind. */
  long tokensNeededBefore(int cut) {
    int last = lastBefore(cut);
    return last >= 0 && isNeeded(last) ? candidates.get(last).tokens() : 0;
  }

  /** The newest before a cut, as many as fit, in the order of the path. */
  List<Checkpoint.KeptUser> before(int cut, long tokens) {
    List<Checkpoint.KeptUser> newestFirst = new ArrayList<>();
    int last = lastBefore(cut);
    long left = tokens;
    for (int i = last; i >= 0; i--) {
      Candidate candidate = candidates.get(i);
      left -= candidate.tokens();
      if (left < 0 && !(i == last && isNeeded(last))) {
        break;
      }
      newestFirst.add(candidate.user());
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private int lastBefore(int cut) {
    int last = candidates.size() - 1;
    while (last >= 0 && candidates.get(last).message() >= cut) {
      last--;
    }
    return last;
  }

  private boolean isNeeded(int last) {
    return last == candidates.size() - 1;
  }
}
