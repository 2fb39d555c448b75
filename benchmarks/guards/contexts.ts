// The places in conversations where a reply is wanted.
import { contentId, type Message, type Persona, random } from "dramatis";
import type { Speaker } from "../speakers.ts";

export interface Context {
  id: string;
  dialogue: string;
  /** Whose persona it is: several dialogues may have the same. */
  person: string;
  persona: Persona;
  /** What was really said before. */
  history: Message[];
  /** What was really said next. */
  gold: string;
}

/** Turns of the speaker before which both have spoken; `turns` of each dialogue, drawn with the seed. */
export function drawContexts(
  speakers: readonly Speaker[],
  { dialogues, turns, seed }: { dialogues: number; turns: number; seed: number },
): Context[] {
  const draw = random(seed);
  const bySession = new Map<string, Speaker>();
  for (const speaker of draw.shuffle(speakers)) bySession.set(speaker.transcript.session, speaker);
  return [...bySession.values()].slice(0, dialogues).flatMap((speaker) => {
    const places = speaker.transcript.messages.flatMap((message, at) =>
      message.speaker === speaker.speaker && at > 1 && message.text.trim() !== "" ? [at] : [],
    );
    return draw
      .shuffle(places)
      .slice(0, turns)
      .map((at) => contextAt(speaker, at));
  });
}

function contextAt({ transcript, speaker, persona, person }: Speaker, at: number): Context {
  const name = nameOf(persona);
  const history = transcript.messages
    .slice(0, at)
    .map((message) => ({ ...message, speaker: message.speaker === speaker ? name : "user" }));
  return {
    id: contentId([transcript, speaker, at]),
    dialogue: transcript.session,
    person,
    persona: { ...persona, name },
    history,
    gold: transcript.messages[at]?.text ?? "",
  };
}

/** As the persona has it; PersonaChat gives no other, and a prompt needs one. */
function nameOf({ statements = [] }: Persona): string {
  const stated = statements.map(({ text }) => /\bmy name is (\p{L}+)/iu.exec(text)?.[1]).find(Boolean) ?? "alex";
  return stated.charAt(0).toUpperCase() + stated.slice(1);
}
