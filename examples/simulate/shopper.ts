// What does a shopper do next? Three small sessions of our own, foretold by a rule in place of a chat model, with the persona and
// without it. `dramatis list simulate` names the paper; with 14 steps nothing is shown but how it is scored.
import { readFileSync } from "node:fs";
import {
  formatEstimate,
  type Model,
  type ShopperSession,
  shopperAblation,
  shopperActions,
  shopperScores,
} from "dramatis";

interface Material {
  shopper?: string;
  before: { action: { target?: string } }[];
  page: string;
}

/** Takes the cheapest or the dearest thing by who shops, then the cart, then the till. */
const guesser: Model = {
  id: "guesser",
  generate: async ({ messages }) => {
    const { shopper = "", before, page } = JSON.parse(messages[1]?.content ?? "{}") as Material;
    const names = [...page.matchAll(/\[([^\]]+)\]/gu)].map(([, name = ""]) => name);
    const goods = names
      .filter((name) => /\d$/u.test(name))
      .sort((a, b) => Number(/\d+$/u.exec(a)) - Number(/\d+$/u.exec(b)));
    const wanted = shopper.includes("the best there is") ? goods.at(-1) : goods[0];
    const target = wanted ?? ["Check out", "Add to cart", "Deals"].find((name) => names.includes(name)) ?? null;
    const isSearch = names.includes("search box") && before.length === 0;
    const guess = isSearch
      ? { type: "input", target: "search box", text: "kettle" }
      : { type: "click", target, text: null };
    const text = JSON.stringify({ rationale: "It is the next thing to do.", ...guess });
    return { text, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
  },
};

const lines = readFileSync("examples/simulate/shopping.jsonl", "utf8").trim().split("\n");
const sessions = lines.map((line): ShopperSession => JSON.parse(line));
const foretold = await shopperActions(sessions, { model: guesser });
for (const { session, step, gold, predicted } of foretold.slice(0, 5)) {
  console.log(
    `${session} ${step}: ${gold.type} ${gold.target ?? ""} | foretold ${predicted?.type} ${predicted?.target ?? ""}`,
  );
}
const clickKind = (target: string): string => (["Add to cart", "Check out"].includes(target) ? "purchase" : "other");
const { exact, typeAccuracy, typeMacroF1, clickF1 } = await shopperScores(foretold, { clickKind, seed: 7 });
console.log(`exactly right ${formatEstimate(exact)}; the type ${formatEstimate(typeAccuracy)}`);
console.log(`macro-F1 of types ${typeMacroF1?.toFixed(2)} n=${typeAccuracy.n}; F1 of clicks:`, clickF1);

const without = await shopperActions(sessions, { model: guesser, without: ["persona"] });
const { full, ablated, p, n } = shopperAblation(foretold, without);
console.log(
  `exactly right with the persona ${full?.toFixed(2)}, without ${ablated?.toFixed(2)}; McNemar p=${p} n=${n}`,
);
