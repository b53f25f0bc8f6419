package dev.threadbase.segment;

/** Lines of a log, with single quotes for double ones. */
final class LogLines {

  static final String CONFIG =
      "{'max_tokens':null,'temperature':null,'top_p':null,'top_k':null,'stop_sequences':[],"
          + "'reasoning':null}";
  static final String ID = "01960000-0000-7000-8000-00000000000a";
  static final String ORIGIN = "{'segment_id':'" + ID + "','at_turn_index':3}";

  private LogLines() {}

  static String start(String members) {
    return "{'kind':'segment_start','ts':1," + members + "}";
  }

  static String started(String origins) {
    return start(
            "'session_id':'"
                + ID
                + "','system_prompt':null,'config':"
                + CONFIG
                + ",'history':[]"
                + origins)
        .replace('\'', '"');
  }

  static String input(String segments) {
    return "{'kind':'user_input','ts':1,'segments':[" + segments + "]}";
  }

  static String system(String item) {
    return "{'kind':'system_item','ts':1,'item':" + item + "}";
  }

  static String item(String item) {
    return "{'kind':'assistant_item','ts':1,'item':" + item + "}";
  }

  static String delegated(String rule) {
    return "{'kind':'pod_event','event':{'kind':'scope_sub_delegated','parent_pod':'p',"
        + "'sub_pod':'s','sub_socket':'k','scope':["
        + rule
        + "]},'body':'b'}";
  }

  static String config(String reasoning) {
    return "{'kind':'config_changed','ts':1,'config':"
        + CONFIG.replace("'reasoning':null", "'reasoning':" + reasoning)
        + "}";
  }
}
