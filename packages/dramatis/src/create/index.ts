// Personas from a brief, a census, a text, a dialogue, other personas. A method is one file in a family.
export { catalogue } from "./catalogue.ts";
export { type Choice, given, type Material, type SourceText } from "./material.ts";
export { withProvenance } from "./provenance.ts";
export { type CreationReport, type Tally, tally } from "./tally.ts";
