// A repeated dilemma: who forgives, who does not, and what it costs. Rules play here; a persona plays the same game with
// personaPlayer({ model, persona }).
import {
  formatEstimate,
  gameSignatures,
  nashPoints,
  PRISONERS_DILEMMA,
  paretoPoints,
  repeatedGame,
  type StrategyName,
  seatRounds,
  strategyPlayer,
  totalPoints,
} from "dramatis";

const label = ([a, b]: readonly [0 | 1, 0 | 1]): string =>
  `${PRISONERS_DILEMMA.options[a]}${PRISONERS_DILEMMA.options[b]}`;
console.log("nobody gains by changing alone:", nashPoints(PRISONERS_DILEMMA).map(label).join(", "));
console.log("nobody can gain without another's loss:", paretoPoints(PRISONERS_DILEMMA).map(label).join(", "));

const names: readonly StrategyName[] = ["tit-for-tat", "grim", "always", "never"];
for (const name of names) {
  const engine = repeatedGame({ players: [strategyPlayer(name), strategyPlayer("defect-once")] });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  const rounds = seatRounds(world, 0);
  const { forgiveness } = gameSignatures([{ cluster: name, game: world.game, rounds }]);
  const moves = rounds.map(({ own }) => (own === null ? "–" : world.game.options[own])).join("");
  console.log(`${name} against one defection: ${moves}, points ${totalPoints(world).join(" to ")}`);
  console.log(`  forgiveness ${formatEstimate(forgiveness)}`);
}
