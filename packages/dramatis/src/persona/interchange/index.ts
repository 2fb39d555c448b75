// Other tools' ways to write a persona: read, written, and what each conversion loses.
export { type Card, cardFacet, cardOf } from "./card/card-facet.ts";
export { withNames } from "./card/macros.ts";
export type { Asset } from "./containers/contained.ts";
export { type ExportedFile, type ExportOptions, exportPersona } from "./export-persona.ts";
export { detectFormat, FORMATS, formatNamed } from "./formats.ts";
export {
  type ImportedFile,
  type ImportOptions,
  importPersonas,
  importStream,
  parsePersonas,
} from "./import-personas.ts";
export type { ContainerName, Interchange, Loss, Withheld } from "./interchange.ts";
export { type ImportedPersona, readRecord } from "./read-record.ts";
export { type WrittenRecord, writeRecord } from "./write-record.ts";
