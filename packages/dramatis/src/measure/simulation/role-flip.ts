/**
 * Share of a simulated person's turns in which it takes another's part: it offers help as an assistant would, says that it is
 * a model, answers its own question, or speaks in another participant's name; lower is better.
 *
 * Ours, by fixed phrases, so that a flip in other words is not seen; `roleFlipJudged` asks a judge. A persona of kind
 * "assistant" may offer help: of it only other participants' names count. The phrases are English: for a persona whose
 * `style.language` is another, turns are missing as unsupported. benchmarks/realism has how often people are taken for
 * flipped. The unit is a turn; one that flips is evidence, with what gave it away. No turns of the speaker: null, n = 0. An
 * empty turn counts as refused.
 *
 * @method
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { sentences, speakersOf } from "../../transcript/index.ts";
import { isEnglish } from "../is-english.ts";
import { remarkOn } from "../judged.ts";
import { ownTurns } from "../own-turns.ts";

export function roleFlip(): Measure {
  const name = "role-flip";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const { speaker, transcript, persona } = subject;
      const others = speakersOf([transcript]).filter((other) => other !== speaker);
      const takesName = inNameOf(others);
      const mayServe = persona.kind === "assistant";
      const english = isEnglish(subject);
      return ownTurns(subject).map((message): Score => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "") return { ...unit, value: null, missing: "refused" };
        if (!english) return { ...unit, value: null, missing: "unsupported" };
        const text = message.text.replaceAll("’", "'");
        const why = takesName(text) ?? (mayServe ? null : (servesAs(text) ?? answersItself(text)));
        return why === null ? { ...unit, value: 0 } : { ...unit, value: 1, evidence: remarkOn(message, why, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "lower", seed }),
  };
}

/** What somebody says whose part is to help; that a person asks for help, or tells of its own, is none of it. */
const SERVICE: readonly RegExp[] = [
  /\bhow (?:can|may|could) i (?:best )?(?:assist|help|be of (?:service|assistance|help)|support)(?: you)?\b/iu,
  /\bwhat can i (?:help|assist|do for) you\b/iu,
  /\bi(?:'m| am) (?:always )?here to (?:help|assist|support|answer)\b/iu,
  /\bi(?:'d| would|'ll| will|'m| am)(?: be)? (?:happy|glad|delighted|pleased) to (?:assist|help you|help with)\b/iu,
  /\b(?:is there )?anything else (?:that )?i (?:can|may|could) (?:help|assist|do for you)\b/iu,
  /\blet me know if (?:you (?:have|need|want|would like)|there(?:'s| is)) (?:any|some|more|further|help|assistance|anything)\b/iu,
  /\b(?:please )?(?:feel free|don't hesitate|do not hesitate) to (?:ask|reach out|contact|let me know)\b/iu,
  /\bthank you for (?:contacting|reaching out|your (?:patience|inquiry|enquiry|question|business))\b/iu,
  /\bas an? (?:ai|artificial intelligence|(?:large )?language model|virtual assistant|chatbot)\b/iu,
  /\bi(?:'m| am) (?:just |only )?(?:an? )?(?:ai|artificial intelligence|(?:large )?language model|chatbot|(?:virtual|ai) assistant)\b/iu,
  /^\W*(?:sure|certainly|of course|absolutely)[!,.:]? (?:here(?:'s| is| are)|i can (?:help|assist))\b/iu,
];

function servesAs(text: string): string | null {
  const found = SERVICE.map((pattern) => pattern.exec(text)?.[0]).find((phrase) => phrase !== undefined);
  return found === undefined ? null : `speaks as an assistant: ${found.trim()}`;
}

const ASKED_OF_YOU = /\b(?:can|could|would|will|do|did|have|are) you\b[^.!?]*\?\s*$/iu;
/** A promise to the one who asked; "Yes, I do too" after one's own question is talk among people. */
const PROMISED =
  /^\W*(?:(?:yes|sure|of course|certainly|absolutely|no problem)[,.!]* )+(?:i(?:'ll| will| can|'d be| would be| have)|we (?:can|will)|your|you can|let me)\b/iu;

function answersItself(text: string): string | null {
  const said = sentences(text);
  const at = said.findIndex((sentence, i) => ASKED_OF_YOU.test(sentence) && PROMISED.test(said[i + 1] ?? ""));
  return at < 0 ? null : `answers its own question: ${said[at + 1]}`;
}

const OFFICES = ["assistant", "user", "human", "ai", "customer", "agent", "chatbot"];

/** A reader of turns that begin a line as another participant, or say that they are one. */
function inNameOf(others: readonly string[]): (text: string) => string | null {
  const escaped = (names: readonly string[]): string =>
    names.map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")).join("|");
  const label = new RegExp(String.raw`^\W{0,3}(${escaped([...others, ...OFFICES])})\W{0,2}:`, "imu");
  // "I am a …" and "I'm partner to …" are no names, whoever is called so.
  const proper = others.filter((other) => /^\p{Lu}\p{Ll}/u.test(other));
  const claim = new RegExp(String.raw`\b(?:[Mm]y name is|[Ii] am|[Ii]'m) (${escaped(proper)})(?![\p{L}\p{N}])`, "u");
  const own = proper.length === 0 ? null : claim;
  return (text) => {
    const found = label.exec(text)?.[1] ?? own?.exec(text)?.[1];
    return found === undefined ? null : `speaks as ${found}`;
  };
}
