package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** JSON to the byte as the reference writes it. */
class ReferenceJsonTest {

  private static String text(String value) {
    return ReferenceJson.compact(StringNode.valueOf(value));
  }

  @Test
  void escapesWhatTheReferenceEscapes() {
    assertThat(text("<>&\u2028\u2029")).isEqualTo("\"\\u003c\\u003e\\u0026\\u2028\\u2029\"");
    assertThat(text("\"\\\n\r\t\b\f\u0000\u0001\u001f"))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\b\\f\\u0000\\u0001\\u001f\"");
  }

  @Test
  void writesEverythingElseAsItIs() {
    assertThat(text("/\u007f \u00e9\u6f22\ud83d\ude00\ufffd"))
        .isEqualTo("\"/\u007f \u00e9\u6f22\ud83d\ude00\ufffd\"");
  }

  @Test
  void writesHalfACharacterAsTheEscapeOfAReplacement() {
    assertThat(text("a\ud83db\ude00")).isEqualTo("\"a\\ufffdb\\ufffd\"");
    assertThat(text("\ud83d\ud83d\ude00")).isEqualTo("\"\\ufffd\ud83d\ude00\"");
  }

  @Test
  void indentsByTwoSpacesAndLeavesWhatIsEmptyOnItsLine() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("id", "a").putObject("none");
    json.putArray("list").add(1).add("<");
    json.putArray("empty");
    assertThat(ReferenceJson.indented(json))
        .isEqualTo(
            """
            {
              "id": "a",
              "none": {},
              "list": [
                1,
                "\\u003c"
              ],
              "empty": []
            }""");
  }
}
