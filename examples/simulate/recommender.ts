// Which recommender suits simulated users? Twelve personas each visit one that shows its films in order, and one that
// goes on from what they watched. Rules watch here, so that there is something to find; the same runs with a chat model in their place.
import {
  formatEstimate,
  type Model,
  type Persona,
  type Player,
  personaVersion,
  type Recommender,
  type RecommenderItem,
  type RecommenderWorld,
  recommenderUser,
  visitFigures,
} from "dramatis";

const GENRES = ["crime", "romance", "space", "history"];
const PAGE = 4;
const catalogue: RecommenderItem[] = Array.from({ length: 96 }, (_, i) => {
  const genre = GENRES[i % GENRES.length] as string;
  return { id: `f${i}`, title: `Film ${i}`, about: `a ${genre} film` };
});

/** Watches what is of the genre that its persona loves, and one in nine of the others; opens the first that it loves, else turns the page. */
const viewer: Model = {
  id: "viewer",
  generate: async ({ messages: [system, material] }) => {
    const [, loved = ""] = /I love (\w+) films/u.exec(system?.content ?? "") ?? [];
    const { happened } = JSON.parse(material?.content ?? "{}") as { happened: string[] };
    const pages = happened.filter((line) => line.includes("Page "));
    const films = [...(pages.at(-1) ?? "").matchAll(/^(\d+)\. Film (\d+): a (\w+) film$/gmu)];
    const items = films.map(([, place, number, genre]) => {
      const isLoved = genre === loved;
      const watch = isLoved || Number(number) % 9 === 0;
      return { item: Number(place), watch, rating: watch ? (isLoved ? 5 : 3) : null, reason: `It is a ${genre} film.` };
    });
    const best = items.find(({ rating }) => rating === 5);
    const move = {
      action: best ? "click" : "next",
      item: best?.item ?? null,
      reason: "By the page.",
    };
    const isAboutItems = system?.content.includes("Decide about every item") ?? false;
    const text = JSON.stringify(isAboutItems ? { items } : move);
    return { text, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
  },
};

const unseen = (shown: readonly string[]): RecommenderItem[] => catalogue.filter(({ id }) => !shown.includes(id));
const recommenders: Record<string, Recommender> = {
  "in order": async ({ shown }) => unseen(shown).slice(0, PAGE),
  "goes on from what was watched": async ({ shown, watched }) => {
    const aboutOf = (id: string): string | undefined => catalogue.find((one) => one.id === id)?.about;
    const liked = new Set(watched.filter(({ rating }) => (rating ?? 0) > 3).map(({ id }) => aboutOf(id)));
    const rest = unseen(shown);
    return [...rest.filter(({ about }) => liked.has(about)), ...rest]
      .filter((one, i, all) => all.indexOf(one) === i)
      .slice(0, PAGE);
  },
};

for (const [name, recommend] of Object.entries(recommenders)) {
  const visits: RecommenderWorld[] = [];
  for (let i = 0; i < 12; i++) {
    const taste = { id: "taste", text: `I love ${GENRES[i % GENRES.length]} films.` };
    const persona: Persona = { schema: "dramatis.persona/1", name: `Viewer ${i + 1}`, statements: [taste] };
    const player: Player = {
      name: persona.name,
      model: viewer,
      persona: { persona, version: personaVersion(persona) },
    };
    const engine = recommenderUser({ player, recommend, seed: i });
    let world = engine.start();
    while (!world.done) world = await engine.step(world);
    visits.push(world);
  }
  const figures = visitFigures(visits, { seed: 7 });
  console.log(`${name}: ${visits[0]?.pages.length} pages of the first visit, which ended by ${visits[0]?.ended}`);
  for (const [figure, estimate] of Object.entries(figures)) console.log(`  ${figure} ${formatEstimate(estimate)}`);
}
