package dev.threadbase.context;

import dev.threadbase.context.ToolCalls.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives every call of a context an id of its own: the one it is stored with, if that is free. */
final class CallIds {

  private final Map<Call, String> ids = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> taken;

  CallIds(List<Call> calls) {
    this.taken = calls.stream().map(call -> call.call().id()).collect(Collectors.toSet());
    Set<String> given = new HashSet<>();
    for (Call call : calls) {
      String stored = call.call().id();
      ids.put(call, stored.isEmpty() || !given.add(stored) ? free(stored) : stored);
    }
  }

  private String free(String stored) {
    String base = stored.isEmpty() ? "call" : stored;
    int number = numbers.getOrDefault(base, stored.isEmpty() ? 0 : 1) + 1;
    while (!taken.add(base + "-" + number)) {
      number++;
    }
    numbers.put(base, number);
    return base + "-" + number;
  }

  String of(Call call) {
    return ids.getOrDefault(call, call.call().id());
  }

  boolean isRenamed(Call call) {
    return !of(call).equals(call.call().id());
  }
}
