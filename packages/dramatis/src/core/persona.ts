import type {
  Identity,
  Knowledge,
  Preference,
  Provenance,
  Relation,
  Statement,
  Style,
  Trait,
} from "./persona-parts.ts";

/**
 * A persona is data; it never holds a prompt. An absent key is unknown; `[]` and `""` are known to be none.
 * The core below is small; everything else is a facet, kept intact by rooms that do not use it.
 */
export interface Persona {
  schema: "dramatis.persona/1";
  name: string;
  summary?: string;
  kind?: "fictional" | "synthetic" | "population" | "individual" | "assistant" | "patient" | "client";
  statements?: Statement[];
  identity?: Identity;
  traits?: Trait[];
  style?: Style;
  knowledge?: Knowledge;
  relations?: Relation[];
  preferences?: Preference[];
  rules?: string[];
  provenance?: Provenance[];
  facets?: Record<string, unknown>;
}
