package dev.threadbase.pool;

import org.jspecify.annotations.Nullable;

/** Makes runners. May be called by several threads, for different conversations. */
@FunctionalInterface
public interface RunnerFactory {

  /**
   * Makes a runner for a conversation; it may take long.
   *
   * @throws Exception if it cannot be made: the chat fails, and the user's message stays
   */
  Runner create(Request request) throws Exception;

  /**
   * Whether it knows a model. A conversation whose model it does not know gets the default one: the
   * factory may have been another when the model was chosen.
   */
  default boolean offers(String model) {
    return true;
  }

  /**
   * What a runner is for.
   *
   * @param conversationId the conversation
   * @param channel its channel; null if it has none
   * @param model the model; null for the factory's own choice
   */
  record Request(String conversationId, @Nullable String channel, @Nullable String model) {}
}
