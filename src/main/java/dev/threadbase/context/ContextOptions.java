package dev.threadbase.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a context is built.
 *
 * @param purpose what it is for
 * @param repaired whether it is mended into what providers accept, or left as the reference builds
 *     it; see {@link ContextRepair} for what is mended
 * @param leafId the last entry of the path; null for the thread's leaf
 */
public record ContextOptions(ContextPurpose purpose, boolean repaired, @Nullable String leafId) {

  /** As the reference builds it, for a provider, at the thread's leaf. */
  public static final ContextOptions DEFAULT =
      new ContextOptions(ContextPurpose.PROVIDER_REQUEST, false, null);

  /** Mended into what providers accept. */
  public static final ContextOptions REPAIRED =
      new ContextOptions(ContextPurpose.PROVIDER_REQUEST, true, null);

  /** Checks that the purpose is there. */
  public ContextOptions {
    Objects.requireNonNull(purpose, "purpose");
  }

  /** For another purpose. */
  public ContextOptions forPurpose(ContextPurpose value) {
    return new ContextOptions(value, repaired, leafId);
  }

  /** Of the path to another entry; null for the thread's leaf. */
  public ContextOptions at(@Nullable String value) {
    return new ContextOptions(purpose, repaired, value);
  }
}
