package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contexts of threads that the reference wrote are those that the reference builds of them. */
class ReferenceContextTest {

  @ParameterizedTest
  @CsvSource({
    "id_ZGVtby8x, PROVIDER_REQUEST",
    "id_ZGVtby8x, UI",
    "id_ZGVtby8xLWNvcHk, PROVIDER_REQUEST",
    "id_ZGVtby8xLWNvcHk, UI"
  })
  void contextIsThatOfTheReference(String thread, ContextPurpose purpose) {
    ReferencePath path = SessionTreeSample.path(thread);
    ContextProjection context =
        ContextBuilder.buildContextProjection(
            path.entries(), ContextOptions.DEFAULT.forPurpose(purpose));
    assertThat(path.size()).isGreaterThan(15);
    assertThat(read(ReferenceProjection.json(context)))
        .isEqualTo(SessionTreeSample.context(thread, purpose));
    assertThat(read(NaiveProjection.of(path.items(), purpose)))
        .isEqualTo(SessionTreeSample.context(thread, purpose));
  }

  /** As it is read again: numbers in a tree have widths, in a text they have none. */
  private static JsonNode read(JsonNode json) {
    return JsonMapper.shared().readTree(ReferenceJson.compact(json));
  }
}
