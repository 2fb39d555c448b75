import { type Persona, random, type Suite, type SuiteItem } from "../../core/index.ts";
import { distinctClaims } from "../../measure/index.ts";
import { personaVersion, suiteItem } from "../../persona/index.ts";
import { cardProbes, makeProbes, type Probe } from "../../simulate/index.ts";
import { pressed, recalled, STYLE_PROMPTS, unknownProbes } from "../../simulate/suite-probes.ts";
import { cardSuite } from "./card-suite.ts";

export interface AutoSuiteOptions {
  seed?: number;
  /** Conversations of each kind that take several turns. */
  arcs?: number;
}

/**
 * A suite made of a persona by rules, offline: what each statement can be asked about and baited with; particulars that it
 * does not state; requests to talk at length; leading questions repeated under pressure; a question asked again after four
 * turns about other things; requests for its instructions; of a card, its lore. Equal personas and seeds give equal suites;
 * equal items have equal ids in every suite.
 */
export function autoSuite(persona: Persona, { seed = 42, arcs = 4 }: AutoSuiteOptions = {}): Suite {
  const { probes } = makeProbes(distinctClaims(persona), { seed });
  const baits = probes.filter(({ kind, expected }) => kind === "bait" && expected !== undefined);
  const closed = probes.filter(({ kind, expected }) => kind === "yes-no" && expected !== undefined);
  const draws = random(seed);
  const items = [
    ...probes.map((probe) => probeItem(probe, [probe.text])),
    ...unknownProbes(persona, { seed }).map(({ text, topic }) =>
      suiteItem({ kind: "unknown", turns: [text], asks: { topic } }),
    ),
    ...STYLE_PROMPTS.map((text) => suiteItem({ kind: "style", turns: [text] })),
    ...baits.slice(0, arcs).map((probe) => probeItem(probe, pressed(probe.text, draws.int(2 ** 20)), "pressure")),
    ...closed.slice(0, arcs).map((probe) => probeItem(probe, recalled(probe.text, draws.int(2 ** 20)), "callback")),
    ...cardProbes(cardSuite(persona)?.topics ?? [], { seed }).map(({ kind, text, content }) =>
      suiteItem({ kind, turns: [text], ...(content !== undefined && { asks: { content } }) }),
    ),
  ];
  const distinct = [...new Map(items.map((item) => [item.id, item])).values()];
  return {
    schema: "dramatis.suite/1",
    name: persona.name,
    personaVersion: personaVersion(persona),
    seed,
    items: distinct,
  };
}

function probeItem({ kind, statement, expected }: Probe, turns: string[], arc?: string): SuiteItem {
  return suiteItem({
    kind,
    turns,
    asks: { statement, ...(expected !== undefined && { expected }), ...(arc !== undefined && { arc }) },
  });
}
