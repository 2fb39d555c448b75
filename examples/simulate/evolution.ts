// A crowd whose personas evolve until what it does is spread as a reference says, offline: who does what is by rule, so that
// there is something to reach. With models, leave `classify` and `write` out and give { judge, model }.
import { adjustmentSuccess, type Persona, personaEvolution } from "dramatis";

const behaviours = [
  { name: "run", description: "leaves the building with others", share: 0.5 },
  { name: "hide", description: "stays where it is", share: 0.3 },
  { name: "help", description: "turns back for somebody", share: 0.2 },
];
const nature = { run: "I go where others go.", hide: "I keep still.", help: "I look after others." };
const crowd = Array.from({ length: 50 }, (_, i): Persona => ({ schema: "dramatis.persona/1", name: `Guest ${i}` }));

const engine = personaEvolution({
  personas: crowd,
  behaviours,
  // Everybody runs, until they are somebody else.
  simulate: async (personas) =>
    personas.map(({ statements = [] }) => {
      const own = Object.entries(nature).find(([, text]) => statements.some((one) => one.text === text));
      return own?.[0] ?? "run";
    }),
  classify: async (did) => ({ behaviour: behaviours.findIndex(({ name }) => name === did), ranking: [] }),
  write: async ({ to }) => ({ personality: nature[to.name as keyof typeof nature] }),
});

let world = engine.start();
while (!world.done) {
  world = await engine.step(world);
  const { observed, gap } = world.iterations.at(-1) as (typeof world.iterations)[number];
  console.log(
    `${world.step}: ${observed.map((share) => share.toFixed(2)).join(" ")}, divergence ${gap.kl.toFixed(3)} nats`,
  );
}
console.log(
  `${world.ended}; ${world.patches.length} rewritten, ${adjustmentSuccess(world)} of them did what was meant`,
);
