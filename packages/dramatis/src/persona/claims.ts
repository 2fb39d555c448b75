import type { Persona, Statement } from "../core/index.ts";
import { socialSentence } from "./social-sentence.ts";
import { sentence, voice } from "./voice.ts";

const FIRST_PERSON = /^(i|i'm|i've|my|we|our)\b/i;

/**
 * Every first-person sentence a conversation can be checked against, in the order of the file: the statements as they
 * are, then sentences made from identity and preferences. A sentence that was made has the path of its field as id
 * (`identity.social.age`, `identity.life.loves.0`). What makes up the identity is protected: chat may not overwrite it.
 */
export function claims(persona: Persona): Statement[] {
  const { statements = [], identity = {}, preferences = [] } = persona;
  const { social = {}, personal = [], life = {} } = identity;
  const speaker = voice("first", persona.name);
  const made: Statement[] = [];
  const add = (id: string, text: string | undefined, rest: Omit<Statement, "id" | "text">): void => {
    if (text !== undefined && text.trim() !== "") made.push({ id, text, ...rest });
  };
  for (const [key, value] of Object.entries(social)) {
    add(`identity.social.${key}`, socialSentence(key, value, speaker), { topic: key, protected: true });
  }
  for (const [index, text] of personal.entries()) {
    add(`identity.personal.${index}`, text, { topic: "self", protected: true });
  }
  for (const [index, thing] of (life.loves ?? []).entries()) {
    add(`identity.life.loves.${index}`, feeling("love", thing), { topic: "likes" });
  }
  for (const [index, thing] of (life.hates ?? []).entries()) {
    add(`identity.life.hates.${index}`, feeling("hate", thing), { topic: "dislikes" });
  }
  for (const [index, { attribute, value, weight = 1 }] of preferences.entries()) {
    if (weight === 0) continue;
    add(`preferences.${index}`, feeling(weight > 0 ? "like" : "dislike", value), { topic: attribute });
  }
  return [...statements, ...made];
}

/** "hiking" → "I love hiking."; what is a first-person sentence already stays as it is. */
function feeling(verb: string, thing: string): string | undefined {
  if (thing.trim() === "") return undefined;
  return sentence(FIRST_PERSON.test(thing.trim()) ? thing : `I ${verb} ${thing.trim()}`);
}
