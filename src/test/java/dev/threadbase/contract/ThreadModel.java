package dev.threadbase.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What threads should be, in the simplest way to say it: every fork has copies of its own. */
final class ThreadModel {

  /** An entry; a null parent is a root's. */
  record Node(String id, String parentId) {}

  /** One thread: its journal and its leaf, which may be null. */
  static final class Copy {
    final List<Node> journal = new ArrayList<>();
    String leafId;

    void append(String id, String parentId) {
      journal.add(new Node(id, parentId));
      leafId = id;
    }

    Node node(String id) {
      return journal.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }

    List<String> path(String leaf) {
      ArrayDeque<String> path = new ArrayDeque<>();
      for (String id = leaf; id != null; id = node(id).parentId()) {
        path.addFirst(id);
      }
      return List.copyOf(path);
    }

    List<String> ids() {
      return journal.stream().map(Node::id).toList();
    }
  }

  final Map<String, Copy> threads = new LinkedHashMap<>();

  void create(String id) {
    threads.put(id, new Copy());
  }

  /** A fork whose path ends with an entry; null for an empty one. */
  void fork(String source, String last, String id) {
    Copy fork = new Copy();
    Copy from = threads.get(source);
    from.path(last).forEach(entry -> fork.append(entry, from.node(entry).parentId()));
    threads.put(id, fork);
  }
}
