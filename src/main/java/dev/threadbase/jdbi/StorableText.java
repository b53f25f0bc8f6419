package dev.threadbase.jdbi;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Checks every text that is bound, in questions too: the drivers would refuse U+0000 differently,
 * and send an unpaired surrogate as a question mark, which may be another row's id.
 */
final class StorableText extends AbstractArgumentFactory<String> {

  StorableText() {
    super(Types.VARCHAR);
  }

  @Override
  protected Argument build(String text, ConfigRegistry config) {
    Texts.storable("a text", text);
    return (position, statement, context) -> statement.setString(position, text);
  }
}
