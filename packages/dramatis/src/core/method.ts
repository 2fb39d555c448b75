import type { Need } from "./needs.ts";

/** What the catalogue knows of a method without loading it. Generated from the head comment of its file. */
export interface Method {
  /** kebab-case; the file's name, the command line's name and the anchor in the docs. */
  name: string;
  room: string;
  family: string;
  /** Path from the package's root. */
  file: string;
  /** First sentence of the head comment. */
  summary: string;
  /** Numbers in papers.json. */
  papers: number[];
  needs: Need[];
}

/** A method with the way to load it. */
export interface CatalogueEntry<Factory> extends Method {
  load(): Promise<Factory>;
}
