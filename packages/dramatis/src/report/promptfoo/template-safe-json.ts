/** Text literals of a JSON text, braces and all. */
const LITERAL = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/**
 * A value as JSON that no template engine and no loader of promptfoo acts upon: promptfoo renders every variable as a
 * Nunjucks template, which may read the environment, and loads those that begin with `file://` or `package:`. In the text
 * literals braces are escapes, so that no tag opens or ends; what comes first is a quotation mark or a bracket.
 * `JSON.parse` gives the value back.
 */
export function templateSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(LITERAL, (literal) =>
    literal.replaceAll("{", "\\u007b").replaceAll("}", "\\u007d"),
  );
}
