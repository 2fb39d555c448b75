// The persona artifact: read, check, version, compare, edit, render.
export { claims } from "./claims.ts";
export { decodeText } from "./decode-text.ts";
export { diffPersonas, formatChange, type PersonaChange } from "./diff-personas.ts";
export { editPersonaText, type PersonaEdit, type PersonaPath } from "./edit-persona-text.ts";
export { examplePersona } from "./example-persona.ts";
export { readFacet } from "./facets.ts";
export { parseJson } from "./parse-json.ts";
export { parseTree, type Tree } from "./parse-tree.ts";
export { personaFromSentences } from "./persona-from-sentences.ts";
export { personaJsonSchema } from "./persona-json-schema.ts";
export { personaSchema } from "./persona-schema.ts";
export type { PersonaState } from "./persona-state.ts";
export { personaVersion } from "./persona-version.ts";
export { type LoadedPersona, type PersonaFormat, parsePersonaText, readPersona, readPersonas } from "./read-persona.ts";
export { filesOfFolder, readText } from "./read-text.ts";
export { type RenderedBlock, type RenderedPersona, type RenderOptions, renderPersona } from "./render-persona.ts";
export { schemaFault } from "./schema-fault.ts";
export type { Person } from "./voice.ts";
