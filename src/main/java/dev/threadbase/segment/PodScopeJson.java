package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link PodScopeSnapshot} and its rules as JSON. */
final class PodScopeJson {

  private PodScopeJson() {}

  static String write(PodScopeSnapshot scope) {
    return JsonText.write("a pod scope", out -> write(out, scope));
  }

  static void write(JsonGenerator out, PodScopeSnapshot scope) {
    out.writeStartObject();
    JsonMembers.list(out, "allow", scope.allow(), PodScopeJson::write);
    JsonMembers.list(out, "deny", scope.deny(), PodScopeJson::write);
    out.writeEndObject();
  }

  static void write(JsonGenerator out, ScopeRule rule) {
    out.writeStartObject();
    JsonMembers.text(out, "target", rule.target());
    JsonMembers.text(out, "permission", rule.permission().wireName());
    out.writeBooleanProperty("recursive", rule.recursive());
    out.writeEndObject();
  }

  static PodScopeSnapshot read(String json) {
    Fields scope = Fields.parse(json, "a pod scope");
    return new PodScopeSnapshot(
        scope.objects("allow", PodScopeJson::rule), scope.objects("deny", PodScopeJson::rule));
  }

  static ScopeRule rule(Fields rule) {
    return new ScopeRule(
        rule.text("target"),
        rule.choice("permission", ScopeRule.Permission.class),
        rule.flagOr("recursive", true));
  }
}
