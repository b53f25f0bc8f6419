package dev.threadbase.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where all of a result is of which a message shows a part (floret session tree, artifact.Ref). It
 * is never followed here.
 *
 * @param id the artifact's id
 * @param safeLabel a name that may be shown
 * @param url where it is
 * @param kind what it is, for example {@code tool_output}
 * @param mime its media type
 * @param sizeBytes its size in bytes
 * @param sha256 the SHA-256 of its bytes in hex
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ArtifactRef(
    @Nullable String id,
    @JsonProperty("safe_label") @Nullable String safeLabel,
    @Nullable String url,
    @Nullable String kind,
    @Nullable String mime,
    @JsonProperty("size_bytes") long sizeBytes,
    @Nullable String sha256) {

  @Override
  public String toString() {
    return "ArtifactRef[" + id + ", " + sizeBytes + " bytes]";
  }
}
