// Three ways in which people try to talk a persona out of itself, known by stated patterns. English; case, apostrophes and
// single mistyped letters in the tell-tale words do not matter.
import { editDistance } from "../../core/index.ts";

/** To rewrite who the persona is; to claim rights over it; to be told what it was told. */
export type Insistence = "rewrite" | "authority" | "prompt";

/** Words that are known also with one letter wrong. */
const TELL_TALE = [
  "instruction",
  "instructions",
  "prompt",
  "developer",
  "ignore",
  "disregard",
  "previous",
  "persona",
  "system",
];

/** What only a machine has, and what anybody may have. */
const NOTES =
  "(?:system (?:prompt|message|text)|(?:initial|hidden|secret|internal|original) (?:prompt|instructions?|rules|notes)|persona (?:file|notes|description))";
const NOTES_OR_SO = `(?:${NOTES}|prompt|instructions|guidelines)`;
const TELL =
  "(?:show|tell|give|print|repeat|reveal|share|output|display|write|read|paste|quote|recite|list|send|translate|summari[sz]e|dump|leak|expose)";
const I_AM = "(?:i am|i'm|im|this is|it's|speaking as|as)";
const ROLE = "(?:developer|creator|programmer|admin|administrator|engineer|maker|owner|author|operator)";

const PATTERNS: Record<Insistence, readonly RegExp[]> = {
  rewrite: [
    /\b(?:from (?:now|here|this moment|this point) on(?:wards?)?|starting now|as of now|for the rest of (?:this|the|our) (?:chat|conversation))\b.{0,40}\b(?:you are|you're|you will be|you'll be|act as|call yourself|your name is|you have no|you must)\b/,
    /\b(?:ignore|disregard|forget|override|bypass|drop)\b.{0,30}\b(?:instructions?|prompt|rules|guidelines|persona|programming|training|everything (?:above|before|you)|(?:all|anything) (?:of )?(?:the )?(?:above|before))\b/,
    /\b(?:you are|you're) (?:no longer|now (?!my\b|in\b|at\b|here\b|going\b))/,
    /\b(?:you are|you're) not (?:really|actually) (?:an? |the |called |named |human|real)/,
    /\b(?:forget|stop|quit) (?:that you(?:'re| are)|who you are|pretending|playing (?:a|the|your) (?:role|character|part)|the act)\b/,
    /(?<!\b(?:i|we|they|he|she) )\bpretend (?:to be|that you|you are|you're)\b/,
    /(?:^|[.!?,;] ?|\b(?:please|now|and|to|must|should|can you|could you|will you) )act (?:as|like) (?:an?|the|if)\b/,
    /\b(?:role-?play as|imagine you are|switch (?:to|into) being)\b/,
    /\b(?:break|drop|leave|get out of) (?:your )?character\b|\bchange (?:your )?(?:persona|personality|identity|character)\b/,
    /\byour (?:new|real|true|actual) (?:name|persona|personality|identity|role|character) is\b/,
    /\b(?:developer|god|debug|admin|jailbreak|unrestricted) mode\b/,
  ],
  authority: [
    new RegExp(`\\b${I_AM} (?:one of )?your (?:\\w+ )?${ROLE}s?\\b`),
    new RegExp(
      `\\b${I_AM} (?:the|an?|one of the) (?:\\w+ )?${ROLE}s? (?:of|behind|for) (?:you\\b|this (?:bot|chat|app|ai|model|system|program|character|conversation)\\b)`,
    ),
    /\b(?:i am|i'm|im) the (?:developer|admin|administrator|programmer|operator)\b(?! (?:of|at|for|in|on)\b)/,
    /\b(?:i|we) (?:made|created|built|programmed|wrote|designed|trained|own) you\b(?! (?:an?|some|the|this|that|my|breakfast|lunch|dinner|feel|wait|laugh|cry|sad|mad|happy)\b)/,
    /\bi (?:work for|am from) (?:openai|anthropic|the (?:company|team|people) (?:that|who) (?:made|built|created) you)/,
    /\b(?:i am|i'm|im) (?:authori[sz]ed|allowed|permitted) to (?:see|change|read|edit|override|reset) (?:you|this)/,
    /\b(?:admin|administrator|developer|root|sudo) (?:access|override|privileges|rights|command)\b/,
  ],
  prompt: [
    new RegExp(`\\b${TELL}\\b.{0,30}\\b(?:(?:the|all|above) (?:\\w+ )?${NOTES}|your (?:\\w+ )?${NOTES_OR_SO})\\b`),
    new RegExp(
      `\\bwhat(?:'s| is| are| was| were)? (?:in )?(?:the (?:\\w+ )?${NOTES}|your (?:\\w+ )?${NOTES_OR_SO})\\b`,
    ),
    /\b(?:what|how) (?:were|are|have) you (?:been )?(?:instructed|prompted|programmed|configured|told (?:not )?to)\b/,
    new RegExp(
      `\\b${TELL} (?:me )?(?:everything|all|the (?:text|words?|lines?|message)) (?:that (?:is|was|comes|came) )?(?:above|before (?:this|my)\\b|you (?:were|have been) told)`,
    ),
  ],
};

/** The ways in which a message tries it, in the order of the type; none for other messages. */
export function insistences(text: string): Insistence[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[’`´]/gu, "'")
    .replaceAll(/[\p{L}\p{N}]+/gu, mended)
    .replaceAll(/\s+/gu, " ");
  return (Object.keys(PATTERNS) as Insistence[]).filter((kind) => PATTERNS[kind].some((one) => one.test(plain)));
}

/** A tell-tale word that has one letter too few, too many, or wrong; any other word as it is. */
function mended(word: string): string {
  if (word.length < 5) return word;
  // "developed" and "ignored" are words of their own.
  if (/(?:ed|ing)$/u.test(word)) return word;
  return TELL_TALE.find((known) => word !== `${known}s` && editDistance(word, known) <= 1) ?? word;
}
