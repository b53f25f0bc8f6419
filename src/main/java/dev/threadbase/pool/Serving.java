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

  /**
   * The runner of a conversation, for one turn; a model that nobody offers is none.
   *
   * @param chosen the model that was chosen for it, which is offered; null for the conversation's
   */
  RunnerUse use(Runners runners, ThreadMeta conversation, @Nullable String chosen)
      throws Exception {
    String wanted = chosen == null ? offered(conversation.model()) : chosen;
    Request request = new Request(conversation.id(), conversation.channel(), wanted);
    return runners.use(request, wanted == null ? defaultModel : wanted, factory);
  }

  private @Nullable String offered(@Nullable String model) {
    return model != null && factory.offers(model) ? model : null;
  }
}
