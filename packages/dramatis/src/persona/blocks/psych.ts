import { random, type Trait } from "../../core/index.ts";
import { type BigFive, bigFive, level9, traitMarkers } from "../markers.ts";
import { traitKey } from "../persona-schema.ts";
import { words } from "../social-sentence.ts";
import { listText, sentence } from "../voice.ts";
import { type Block, type BlockContext, type Piece, textPieces } from "./block.ts";

/** Level words of SPeCtrum [17] for 1 to 7. */
const LEVEL_WORDS = [
  "very low",
  "low",
  "slightly below average",
  "slightly above average",
  "high",
  "very high",
  "very high",
];

/** Self-descriptions as running prose. */
export const prose: Block = {
  id: "PSYCH",
  join: " ",
  pieces: ({ persona, psych }) =>
    psych === "prose" ? textPieces(persona.identity?.personal, "identity.personal", sentence) : [],
};

/** Adjectives for the Big Five (methods A-MARKERS), a level word for every other trait. */
export const markers: Block = {
  id: "MARKERS",
  join: " ",
  pieces: (context) => {
    const { persona, psych } = context;
    if (psych !== "markers") return [];
    const traits = persona.traits ?? [];
    const shaped = traits.flatMap((trait) => {
      const dimension = markerTrait(trait);
      return dimension === undefined ? [] : [{ trait, dimension }];
    });
    const others = traits
      .filter((trait) => markerTrait(trait) === undefined)
      .map((trait) => levelPiece(trait, context));
    return shaped.length > 0 ? [markerPiece(shaped, context), ...others] : others;
  },
};

/** A facet has no markers of its own in the list. */
function markerTrait({ system, dimension, facet }: Trait): BigFive | undefined {
  return system === "big5" && facet === undefined ? bigFive(dimension) : undefined;
}

function markerPiece(shaped: { trait: Trait; dimension: BigFive }[], context: BlockContext): Piece {
  const { voice, markersPerTrait, seed } = context;
  const draw = { count: markersPerTrait, random: random(seed) };
  const adjectives = shaped.flatMap(({ trait, dimension }) => traitMarkers(dimension, level9(trait.level), draw));
  return {
    text: `${voice.subject} ${voice.be} ${listText(adjectives)}.`,
    fields: shaped.map(({ trait }) => `traits.${traitKey(trait)}`),
  };
}

function levelPiece(trait: Trait, { voice }: BlockContext): Piece {
  const word = LEVEL_WORDS[Math.floor(6 * trait.level + 1e-9)];
  const facet = trait.facet === undefined ? "" : ` (${words(trait.facet)})`;
  const name = `${words(trait.dimension)}${facet}`;
  return { text: `${voice.possessive} ${name} is ${word}.`, fields: [`traits.${traitKey(trait)}`] };
}
