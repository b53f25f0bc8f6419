package dev.threadbase.pool;

import dev.threadbase.pool.RunnerFactory.Request;
import dev.threadbase.thread.ThreadMeta;
import org.jspecify.annotations.Nullable;

/**
 * Who makes runners, and of which model: read and changed together.
 *
 * @param factory makes them
 * @param defaultModel the model of conversations that have none; null for the factory's own choice
 */
record Serving(RunnerFactory factory, @Nullable String defaultModel) {

  /** The runner of a conversation, for one turn; a model that nobody offers is none. */
  RunnerUse use(Runners runners, ThreadMeta conversation, @Nullable String chosen)
      throws Exception {
    String wanted = chosen == null ? conversation.model() : chosen;
    if (wanted != null && !factory.offers(wanted)) {
      wanted = null;
    }
    Request request = new Request(conversation.id(), conversation.channel(), wanted);
    return runners.use(request, wanted == null ? defaultModel : wanted, factory);
  }
}
