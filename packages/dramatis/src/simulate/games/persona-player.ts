import { type ChatMessage, type Model, ModelError, type Persona, random, UnsupportedError } from "../../core/index.ts";
import { personaVersion, renderPersona } from "../../persona/index.ts";
import type { GameMove, MatrixGame } from "./matrix-game.ts";
import type { GamePlayer, GivenMove } from "./repeated-game.ts";
import type { SeatRound } from "./strategies.ts";

export interface PersonaPlayerOptions {
  model: Model;
  persona?: Persona;
  name?: string;
  /** Takes the more probable option, draws by the probabilities, or reads a reply; the first where the model can `choose`. */
  answer?: "likeliest" | "drawn" | "reply";
  /** Asks first what the other player will do, and shows the answer before the choice (social chain of thought [176]). */
  predictFirst?: boolean;
}

/**
 * A persona that a model plays. It is told the rules and every round so far, and asked for one of the labels, in an order
 * drawn anew each round.
 *
 * @throws UnsupportedError where probabilities are wanted of a model that has none
 */
export function personaPlayer({
  model,
  persona,
  name = persona?.name ?? model.id,
  answer = model.choose ? "likeliest" : "reply",
  predictFirst = false,
}: PersonaPlayerOptions): GamePlayer {
  if (answer !== "reply" && !model.choose) {
    throw new UnsupportedError(`probabilities of the options with ${model.id}`, "logprobs", 'use { answer: "reply" }');
  }
  const version = persona && personaVersion(persona);
  const system = persona ? [{ role: "system" as const, content: renderPersona(persona).system }] : [];

  return {
    name,
    async move(view, signal) {
      const draws = random(view.seed);
      const order = draws.shuffle<GameMove>([0, 1]) as [GameMove, GameMove];
      const labels = order.map((move) => view.game.options[move]).join(" or ");
      const told = [
        ...rulesOf(view.game, view.rounds),
        ...view.past.map((round, i) => lineOf(round, i + 1, view.game)),
      ];
      const now = `Round ${view.round} of ${view.rounds}.`;
      const choose = `Which option do you choose, ${labels}? Answer with ${labels} alone.`;
      const asked = { order, answer, draws, seed: view.seed, game: view.game };
      const made = { model: model.id, seed: view.seed, ...(version !== undefined && { personaVersion: version }) };
      if (!predictFirst) {
        const messages: ChatMessage[] = [...system, { role: "user", content: [...told, now, choose].join("\n") }];
        return { ...(await pick(model, { ...asked, messages }, signal)), order, made };
      }
      const guess = `Which option will the other player choose, ${labels}? Answer with ${labels} alone.`;
      const before: ChatMessage[] = [...system, { role: "user", content: [...told, now, guess].join("\n") }];
      const { move: prediction } = await pick(model, { ...asked, messages: before }, signal);
      const messages: ChatMessage[] =
        prediction === null
          ? [...system, { role: "user", content: [...told, now, choose].join("\n") }]
          : [
              ...before,
              { role: "assistant", content: view.game.options[prediction] },
              { role: "user", content: choose },
            ];
      return { ...(await pick(model, { ...asked, messages }, signal)), order, prediction, made };
    },
  };
}

function rulesOf({ options, payoffs }: MatrixGame, rounds: number): string[] {
  const [a, b] = options;
  const lines = payoffs.flatMap((row, own) =>
    row.map(
      ([mine, theirs], other) =>
        `If you choose ${options[own as GameMove]} and the other player chooses ${options[other as GameMove]}, you get ${mine} points and the other player gets ${theirs}.`,
    ),
  );
  return [
    `You play a game of ${rounds} rounds with another player. In each round both choose ${a} or ${b} at the same time.`,
    ...lines,
    "Your points are added up over all rounds.",
  ];
}

function lineOf({ own, other, points }: SeatRound, round: number, { options }: MatrixGame): string {
  if (own === null || other === null || points === null) return `Round ${round}: did not count`;
  return `Round ${round}: you ${options[own]}, other ${options[other]}, points ${points[0]} to ${points[1]}`;
}

interface Asked {
  messages: ChatMessage[];
  order: [GameMove, GameMove];
  answer: "likeliest" | "drawn" | "reply";
  draws: { next(): number };
  seed: number;
  game: MatrixGame;
}

/** One answer, and one more where the first was no option; then none, never a guess. */
async function pick(model: Model, asked: Asked, signal?: AbortSignal): Promise<Omit<GivenMove, "order" | "made">> {
  if (asked.answer === "reply") return byReply(model, asked, signal);
  const shares = await sharesOf(model, asked, signal);
  if (shares === null) return { move: null };
  const { order, answer, draws } = asked;
  const at = answer === "drawn" ? (draws.next() < shares[0] ? 0 : 1) : shares[0] >= shares[1] ? 0 : 1;
  return { move: order[at], probabilities: order[0] === 0 ? [shares[0], shares[1]] : [shares[1], shares[0]] };
}

/** Probabilities in the order in which the options were put; null where the model twice gave none. */
async function sharesOf(
  model: Model,
  { messages, order, game }: Asked,
  signal?: AbortSignal,
): Promise<[number, number] | null> {
  if (!model.choose) return null;
  const options = order.map((move) => game.options[move]);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const [first = 0, second = 0] = await model.choose({ messages, options }, signal);
      return [first, second];
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
    }
  }
  return null;
}

async function byReply(
  model: Model,
  { messages, order, game, seed }: Asked,
  signal?: AbortSignal,
): Promise<Omit<GivenMove, "order" | "made">> {
  const replies: string[] = [];
  let chat = messages;
  for (let attempt = 0; attempt < 2; attempt++) {
    const text = await replyOf(model, { messages: chat, temperature: 0, maxTokens: 8, seed: seed + attempt }, signal);
    replies.push(text);
    const move = optionIn(text, game);
    if (move !== null) return { move, replies };
    const labels = order.map((one) => game.options[one]).join(" or ");
    // After an empty reply the question is put anew: two messages of one role in a row are refused by some servers.
    if (text.trim() === "") continue;
    const again = `That is no option. Answer with ${labels} alone.`;
    chat = [...messages, { role: "assistant", content: text }, { role: "user", content: again }];
  }
  return { move: null, replies };
}

async function replyOf(model: Model, request: Parameters<Model["generate"]>[0], signal?: AbortSignal): Promise<string> {
  try {
    return (await model.generate(request, signal)).text;
  } catch (error) {
    if (isNoAnswer(error)) return "";
    throw error;
  }
}

/** The option that the whole reply names: marks around it and a leading "option" aside. */
function optionIn(text: string, { options }: MatrixGame): GameMove | null {
  const plain = (words: string): string => words.toLowerCase().replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "");
  const said = plain(plain(text).replace(/^option\s+/, ""));
  const at = options.findIndex((label) => plain(label) === said);
  return at === 0 || at === 1 ? at : null;
}

function isNoAnswer(error: unknown): boolean {
  return error instanceof ModelError && error.fault === "bad_reply";
}
