/** One question or statement. Neither member is blank; ids are unique in an instrument. */
export interface Item {
  id: string;
  text: string;
}

/** How an item counts on a scale: once at most. Items without a key are fillers. */
export interface ItemKey {
  /** Id of an item of the instrument. */
  item: string;
  scale: string;
  facet?: string;
  /** +1 or -1; -1 is reverse scored. */
  sign: 1 | -1;
}

/** An inventory as plain data. */
export interface Instrument {
  readonly items: readonly Item[];
  readonly key: readonly ItemKey[];
  /**
   * Mean and standard deviation (above 0) of a keyed scale in a group of n > 0 people, in the units of the scale's score.
   * One per scale and group.
   */
  readonly norms?: readonly { scale: string; group: string; mean: number; sd: number; n: number }[];
}
