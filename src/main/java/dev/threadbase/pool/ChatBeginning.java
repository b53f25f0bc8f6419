package dev.threadbase.pool;

import dev.threadbase.lease.KeptLease;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Entry;
import org.jspecify.annotations.Nullable;

/**
 * How a chat began.
 *
 * @param message what the user says
 * @param userMessage the same as it is stored
 * @param chosenModel the model that was asked for; null for none
 * @param lease the turn's lease
 */
record ChatBeginning(
    Message message, Entry userMessage, @Nullable String chosenModel, KeptLease lease) {}
