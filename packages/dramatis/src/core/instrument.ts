export interface Item {
  id: string;
  text: string;
}

export interface ItemKey {
  item: string;
  scale: string;
  facet?: string;
  /** +1 or -1; -1 is reverse scored. */
  sign: 1 | -1;
}

/** An inventory as data. */
export interface Instrument {
  readonly items: readonly Item[];
  readonly key: readonly ItemKey[];
  readonly norms?: readonly { scale: string; group: string; mean: number; sd: number; n: number }[];
}
