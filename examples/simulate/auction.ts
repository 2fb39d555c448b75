// Thirty auctions, each of six houses whose worth is drawn: what recklessness costs, and collectors found out by what they
// bid for. Rules bid here; a persona bids with personaBidder({ model, persona, trait, profiles: true }).
import { auctionFigures, formatEstimate, houseAuction, memoryOf, random, ruleBidder } from "dramatis";

const traits = ["garden", "view", "quiet"];
const bidders = [
  ruleBidder({ name: "Ada", profiles: true }),
  ruleBidder({ name: "Bo", rule: "collector", trait: "garden" }),
  ruleBidder({ name: "Cy", rule: "collector", trait: "view" }),
  ruleBidder({ name: "Dee", rule: "reckless" }),
];

const worlds = [];
for (let seed = 0; seed < 30; seed++) {
  const draws = random(seed);
  const items = Array.from({ length: 6 }, (_, i) => {
    const value = 300_000 + 1000 * draws.int(300);
    return { name: `House ${i + 1}`, trait: traits[draws.int(3)] as string, start: Math.floor(value / 2), value };
  });
  const engine = houseAuction({ items, bidders, traits, seed });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  worlds.push(world);
}
const [first] = worlds;
for (const { item, buyer, price } of first?.sales ?? []) console.log(`${item}: ${buyer ?? "nobody"} ${price}`);
for (const { name } of bidders) {
  const { profit, "overbid-rate": overbid, "matched-win-share": matched } = auctionFigures(worlds, name);
  console.log(`${name}: profit ${formatEstimate(profit)}`);
  console.log(
    `  paid more than it is worth ${formatEstimate(overbid)}; won of what it cares for ${formatEstimate(matched)}`,
  );
}
if (first) console.log("Ada remembers:", memoryOf(first).Ada);
console.log("Ada is right about the collectors:", formatEstimate(auctionFigures(worlds, "Ada")["profiling-accuracy"]));
