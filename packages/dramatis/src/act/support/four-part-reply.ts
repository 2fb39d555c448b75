/**
 * Has the model write its reply in four parts, and says only the last: understanding, reasoning, emotion, response.
 *
 * Kardia-R1 (2025): the reply of a supporter is four tagged spans in this order, the first three of which
 * show how it came about. The paper trains a model for it; here the prompt asks, so it takes a model that follows
 * instructions. A reply without the four parts in order is drawn once more; of the last draw whatever can be taken for
 * the response is said, and the other parts never are. What was said before is shown without its parts.
 *
 * @paper 145
 */
import type { Strategy } from "../strategy.ts";

export interface FourParts {
  /** What the other one is going through. */
  understanding: string;
  /** Why they feel so. */
  reasoning: string;
  /** Their emotion, in a word or two. */
  emotion: string;
  /** What is said aloud. */
  response: string;
}

const PARTS = ["understanding", "reasoning", "emotion", "response"] as const;

const TASK = `Write your reply in four parts, in this order, each between its tags and nothing outside of them:
<understanding>what they are going through, as they would put it</understanding>
<reasoning>why it makes them feel so, given who they are</reasoning>
<emotion>their emotion, in one or two words</emotion>
<response>what you say to them, as yourself</response>
They hear only the response.`;

export function fourPartReply(): Strategy {
  return {
    name: "four-part-reply",
    async contribute(_view, signal) {
      signal?.throwIfAborted();
      return [{ block: "FOUR-PARTS", text: TASK, fields: [] }];
    },
    read(text, _view, isLast) {
      const parts = readFourParts(text);
      if (parts !== null) {
        const { response, ...rest } = parts;
        return { text: response, evidence: { fourParts: rest } };
      }
      return isLast ? { text: spokenPart(text), evidence: { fourParts: null } } : null;
    },
  };
}

/** Said where the model thought and said nothing. */
const NOTHING_SAID = "I am here, and I am listening.";

const FORM = new RegExp(`^\\s*${PARTS.map((part) => `<${part}>([\\s\\S]*?)</${part}>`).join("\\s*")}\\s*$`, "i");

/** The four parts of a reply, trimmed; null where they are not there, in order, filled, and alone. */
export function readFourParts(text: string): FourParts | null {
  const found = FORM.exec(text);
  if (found === null) return null;
  const [understanding = "", reasoning = "", emotion = "", response = ""] = found.slice(1).map((part) => part.trim());
  const parts = { understanding, reasoning, emotion, response };
  return PARTS.every(
    (part) => parts[part] !== "" && !/<\/?(?:understanding|reasoning|emotion|response)>/i.test(parts[part]),
  )
    ? parts
    : null;
}

/** What may be said of a reply that is not of the form: its response, closed or not; else what stands outside of the others. */
function spokenPart(text: string): string {
  const response = /<response>([\s\S]*?)(?:<\/response>|$)/i.exec(text)?.[1]?.trim() ?? "";
  if (response !== "") return withoutTags(response);
  const outside = withoutTags(text.replace(/<(understanding|reasoning|emotion)>[\s\S]*?(?:<\/\1>|$)/gi, " "));
  return outside === "" ? NOTHING_SAID : outside;
}

function withoutTags(text: string): string {
  return text.replace(/<\/?(?:understanding|reasoning|emotion|response)>/gi, "").trim();
}
