import { contentId, type SuiteItem } from "../core/index.ts";

/**
 * An item of a suite with an id made from its content, such as `bait-3f2a91bc`: the same item has the same id in every suite
 * and on every machine.
 */
export function suiteItem(item: Omit<SuiteItem, "id">): SuiteItem {
  const { kind, turns, asks, scene } = item;
  return {
    id: `${kind}-${contentId({ kind, turns, asks, scene }).slice(0, 8)}`,
    kind,
    turns,
    ...(asks && { asks }),
    ...(scene !== undefined && { scene }),
  };
}
