package dev.threadbase.segment;

import static dev.threadbase.segment.LogLines.CONFIG;
import static dev.threadbase.segment.LogLines.ID;
import static dev.threadbase.segment.LogLines.ORIGIN;
import static dev.threadbase.segment.LogLines.config;
import static dev.threadbase.segment.LogLines.delegated;
import static dev.threadbase.segment.LogLines.input;
import static dev.threadbase.segment.LogLines.item;
import static dev.threadbase.segment.LogLines.start;
import static dev.threadbase.segment.LogLines.started;
import static dev.threadbase.segment.LogLines.system;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of logs takes, and what is written back. */
class LogEntryReadingTest {

  static Stream<Arguments> takenEntries() {
    return Stream.of(
        arguments(
            "{'kind':'turn_end','ts':1,'turn_count':2,'zzz':3,'zzz':4}",
            "{'kind':'turn_end','ts':1,'turn_count':2}"),
        arguments(
            " { 'ts' : 1 ,\t'turn_count' : 2 ,\r\n'kind' : 'turn_end' } ",
            "{'kind':'turn_end','ts':1,'turn_count':2}"),
        same("{'kind':'turn_end','ts':18446744073709551615,'turn_count':0}"),
        arguments(
            start("'session_id':'" + ID + "','config':" + CONFIG + ",'history':[]"), started("")),
        arguments(
            start(
                "'session_id':'0196000000007000800000000000000A','config':"
                    + CONFIG
                    + ",'history':[],'forked_from':null"),
            started("")),
        arguments(
            start("'session_id':'{" + ID + "}','config':{'stop_sequences':[]},'history':[]"),
            started("")),
        arguments(
            start("'session_id':'urn:uuid:" + ID + "','config':" + CONFIG + ",'history':[]"),
            started("")),
        same(started(",'forked_from':" + ORIGIN + ",'compacted_from':" + ORIGIN)));
  }

  static Stream<Arguments> takenItems() {
    return Stream.of(
        arguments(input("{'kind':'image_ref','url':'x'}"), input("{'kind':'unknown'}")),
        same(item("{'kind':'tool_result','call_id':'c','summary':'s'}")),
        same("{'kind':'extension','ts':1,'domain':'d','payload':null}"),
        arguments(
            system(delegated("{'target':'/','permission':'read'}")),
            system(delegated("{'target':'/','permission':'read','recursive':true}"))),
        same(config("'weird'")),
        same(config("-1")),
        arguments(
            config("null").replace("'top_p':null", "'top_p':0.30000001"),
            config("null").replace("'top_p':null", "'top_p':0.3")),
        arguments(
            config("null").replace("'top_p':null", "'top_p':1"),
            config("null").replace("'top_p':null", "'top_p':1.0")),
        arguments(
            item("{'kind':'reasoning','text':'t','summary':[],'encrypted_content':null}"),
            item("{'kind':'reasoning','text':'t'}")),
        arguments(
            item(
                "{'kind':'tool_result','call_id':'c','summary':'s','content':null,"
                    + "'is_error':false}"),
            item("{'kind':'tool_result','call_id':'c','summary':'s'}")));
  }

  @ParameterizedTest
  @MethodSource({"takenEntries", "takenItems"})
  void takesAndWritesInTheOneForm(String json, String written) {
    assertThat(LogEntry.parse(json).toJson()).isEqualTo(written);
  }

  private static Arguments same(String json) {
    return arguments(json, json);
  }

  private static Arguments arguments(String json, String written) {
    return Arguments.arguments(json.replace('\'', '"'), written.replace('\'', '"'));
  }
}
