/** Where a value came from. */
export interface Provenance {
  source:
    | "human_entered"
    | "self_report"
    | "questionnaire"
    | "census_sample"
    | "llm_generated"
    | "llm_inferred"
    | "extracted_text"
    | "extracted_dialogue"
    | "canon_document"
    | "commonsense_expansion"
    | "derived_code"
    | "imported_card";
  method?: string;
  model?: string;
  seed?: number;
  quote?: string;
  /** The document, session, card or persona that it was made from. */
  from?: string;
  /** Where in it the quote stands: first character and the one after the last; in a session the first and last turn. */
  span?: [number, number];
  /** 0..1. */
  confidence?: number;
  /** ISO 8601. */
  at?: string;
  licence?: string;
}

/** One atomic, self-contained claim about the persona. */
export interface Statement {
  id: string;
  text: string;
  topic?: string;
  /** Chat may not overwrite it. */
  protected?: boolean;
  provenance?: Provenance[];
}

/** A level on one dimension of a trait system. */
export interface Trait {
  system: "big5" | "hexaco" | "mbti" | "dark_triad" | "pvq21" | "pvq40" | "custom";
  dimension: string;
  /** 0..1. */
  level: number;
  facet?: string;
  provenance?: Provenance[];
}

export interface Style {
  /** The eight dimensions of methods C-STYLE. */
  vector?: number[];
  examples?: string[];
  phrases?: string[];
  language?: string;
  /** "When teased" → "answer with a short joke". */
  presets?: { when: string; say: string }[];
}

export interface Knowledge {
  facts?: string[];
  documents?: { id: string; title?: string; text: string }[];
  /** The persona knows nothing after this date or chapter. */
  cutoff?: string;
  unknowns?: string[];
}

export interface Relation {
  to: string;
  kind: string;
  /** 0..1. */
  closeness?: number;
  view?: string;
}

export interface Preference {
  attribute: string;
  value: string;
  /** -1..1. */
  weight?: number;
}

/** The three sides of identity of SPeCtrum [17]: social facts, personal self-descriptions, and life context. */
export interface Identity {
  social?: Record<string, string | number | string[]>;
  personal?: string[];
  life?: {
    weekday?: string;
    weekend?: string;
    loves?: string[];
    hates?: string[];
    background?: string;
    backstory?: string;
    goals?: string[];
  };
}
