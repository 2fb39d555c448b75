// Sentences that people might say, by a small grammar; enough of them that none need be said twice.
import { type Random, random } from "dramatis";

const WHO = `I|my sister|my brother|my neighbour|my boss|my old friend|my cousin|my daughter|my son|my aunt|the man next
door|our teacher|my flatmate|my grandmother|the woman from the bakery`
  .replaceAll("\n", " ")
  .split("|");
const DID = `bought|sold|lost|found|painted|repaired|borrowed|broke|gave away|brought home|dreamt of|read about|talked
about|forgot|photographed|cleaned|carried|hid|built|ordered`
  .replaceAll("\n", " ")
  .split("|");
const WHAT =
  `a red bicycle|an old piano|a box of letters|a small boat|three chickens|a wooden chair|a map of Norway|a jar
of honey|a blue coat|a broken clock|a silver ring|two theatre tickets|a cookery book|a pair of skis|a grey kitten|a bag of
apples|a guitar without strings|a garden bench|a telescope|a loaf of bread|an umbrella|a painting of the sea|a chess
board|a sewing machine|a tent`
    .replaceAll("\n", " ")
    .split("|");
const WHERE =
  `in Lisbon|at the market|near the station|by the lake|in the attic|at the office|on the train|in the garden|at
school|in the mountains|behind the church|at a wedding|in hospital|on the beach|in a small shop|at the airport|in the
library|under the bridge`
    .replaceAll("\n", " ")
    .split("|");
const WHEN = `last summer|yesterday|in May|two years ago|on Sunday|before the storm|after work|at Christmas|this
morning|in the rain|when the power was out|a week before the move|during the holidays|on a cold evening`
  .replaceAll("\n", " ")
  .split("|");

/** Distinct sentences, the same ones for the same seed. */
export function sentences(count: number, seed: number): string[] {
  const draw = random(seed);
  const made = new Set<string>();
  while (made.size < count) made.add(sentence(draw));
  return [...made];
}

/** What might be asked about them. */
export function questions(count: number, seed: number): string[] {
  const draw = random(seed);
  return Array.from(
    { length: count },
    () => `Do you remember, did ${pick(draw, WHO)} ${pick(draw, WHEN)} have ${pick(draw, WHAT)}?`,
  );
}

function sentence(draw: Random): string {
  const text = `${pick(draw, WHO)} ${pick(draw, DID)} ${pick(draw, WHAT)} ${pick(draw, WHERE)} ${pick(draw, WHEN)}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pick(draw: Random, from: readonly string[]): string {
  return from[draw.int(from.length)] as string;
}
