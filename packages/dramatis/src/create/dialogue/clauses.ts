// A message cut into clauses that can stand alone, each with its subject. English.
import { sentences } from "../../transcript/index.ts";
import { plainText } from "./plain-text.ts";
import { shortened } from "./shortened.ts";

/** A sentence that asks nothing. */
export interface SaidSentence {
  /** As it was said. */
  quote: string;
  /** In plain spelling, without a question at its end. */
  text: string;
  clauses: string[];
}

const OWN = "(?:i|i'm|i've|i'll|i'd|my|we|we're|we've|our)";
const OTHER =
  "(?:he|she|they|it|its|it's|that|that's|this|these|those|there|there's|you|your|which|who|what|how|people|everyone|everybody|nobody|someone|he's|she's|they're|you're)";
const VERB =
  "love|like|enjoy|hate|dislike|prefer|adore|work|live|own|drive|play|collect|study|teach|have|am|sing|dance|paint|read|cook|bake|run|volunteer|coach|write|swim|go|speak|travel|hike|fish|hunt|garden|grow|make|do not|don't|can|want|graduated|moved|grew up|was|eat|drink|watch|need|try|listen|ride|wear|got|never|spend";
const OWN_START = new RegExp(`^${OWN}\\b`, "iu");

/** A question to the listener at the end of a statement: "I love tea, do you?" */
const QUESTION_TAIL =
  /[,\s]+(?:(?:and|but|so)\s+)?(?:(?:do|are|have|can|did|would|will|could) (?:you|u)\b|(?:what|how|where|which|who|why|when)\b[^,]{0,60}\b(?:you|your)\b|(?:and )?you\b)[^,.!]{0,80}\?+["']*$/iu;
/** The same without its mark: "i am a salesman are you looking for a car". */
const UNMARKED_QUESTION = /(?<=\S \S+ \S+) (?:are|do|have|did) you\b.*$/iu;
/** What follows holds only under a condition, or in a tale. */
const CONDITION =
  /^(?:if|unless|when|whenever|while|imagine|suppose|supposing|pretend|in case|even if|as if|once|until)\b/iu;
const ADVERB = "(?:also |now |currently )?";
const JOINT = new RegExp(
  [
    "\\s*(?:;|\\.{2,}|…|\\s[-–—]+\\s)\\s*",
    `[,!]?\\s+(?:and|but|so|plus|also)\\s+(?=${ADVERB}(?:${OWN}|${OTHER})\\b)`,
    "(?:,?\\s+(?:because|cause|cuz|since)\\s+(?=(?:i|i'm|i've|my|we)\\b(?! (?:was|were|get|got|think|know)\\b)))",
    ",\\s+(?=[\\w ]{2,25} (?:is|are) (?:one of )?my (?:favorite|hobby|passion))",
    `[,!]\\s*(?=${ADVERB}(?:${OWN}|${OTHER})\\b)`,
  ].join("|"),
  "iu",
);
/** What a first person may follow without beginning a clause: "the food that i cook". */
const RULES_ON =
  "that|think|thinks|thinking|says|saying|tells|told|claims|claimed|heard|asked|hopes|wishes|imagine|pretend|maybe|perhaps|probably|suppose|wonder|doubt|guess|know|believe|say|said|when|if|because|where|what|how|so|since|while|than|as|until|before|after|and|or|but|whenever|whether|which|who|whom|why|like|hope|wish|sure|glad|thing|everything|anything|all|time|times|me|are|is|was|do|did|am|have|can|will|should|would|could|of|with|for|to|at|in|on|by|the|a|something|one|once|much|many|lot|nothing|reason|way|place|though|although|unless|,";
/** A new first person with no mark before it: "i moved to the us i am renting". */
const RUN_ON = new RegExp(
  `(?<!\\b(?:${RULES_ON}))\\s+(?=i (?:${VERB}|just|also|really|always|usually|mostly|often|sometimes|produce|came|used|do|could|would|will|think|hope|wish|guess|could|know|bet)\\b|i'm\\b|i've\\b)`,
  "iu",
);
/** Before this place a sentence has only greeted. */
const GREETING = 20;
const AND_VERB = new RegExp(
  `,?\\s+(?:and|but)\\s+(?=(?:also |really |still |just |now |currently )*(?:${VERB})\\s+\\S)`,
  "iu",
);
/** What these rule is no fact of its own: "I want to be a chef and own a restaurant". */
const RULED =
  /\b(?:want|hop\w+|plan\w*|going|would|will|like|love|able|used|try\w*|need|ha[sv]e|enough|learn\w*|prefer|got) to\b|\b(?:can|can't|could|if|to)\b/iu;
const OPENING =
  /^(?:(?:and|but|so|well|yes|yeah|yep|yup|yea|nope|nah|oh|ah|hi|hey|hello|ok|okay|cool|great|wow|awesome|neat|actually|honestly|also|plus|lol|haha|hehe|thanks|thank you|me too|that is (?:cool|nice|great|awesome|neat)|same here|because|sorry|of course|sounds (?:good|great|fun|nice)|very nice|absolutely|definitely|(?:good|happy) for you|funny thing is|on top of that|(?:that|this) is why|the thing is|problem is|not really(?= (?:i|i'm)\b|\s*[,.!])|(?:no|nice|sure|true|right|good|mostly|mainly|usually|sometimes|now|currently|lately|right now|i do|i am|i have)(?=\s*[,.!:])|(?:no|nice|sure|right|mostly|mainly|usually|sometimes|now|currently|lately|everyday|right now)(?= (?:i|i'm|my|we)\b))[\s,!.:–-]+)+/iu;
/** A name or a role of one to four words. */
const NAME = "(?:(?!(?:is|are|was|were|has|have|had|and|who|that)\\b)[\\w-]+ ){0,3}?[\\w-]+";
/** "My sister and I sing" is of the speaker as well. */
const WITH_ONESELF = new RegExp(
  `^(?:me and (?:my )?${NAME}|(?:both )?my ${NAME} and (?:i|me|myself)) (are|were|both|also|always|usually|${VERB})\\b`,
  "iu",
);
/** A subject left out → what stood there. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:really |just |also |still |definitely |absolutely |totally )*(?:love|enjoy|hate|prefer|adore|collect|own|like to|like \w+ing)\b (?!your|you|that|it\b|this)/iu,
    "I ",
  ],
  [
    /^(?:just |also |currently |still |mostly )*(?:work (?:as|at|in|for|from|with)|live (?:in|with|on|at|near|alone)|play (?:the )?\w+|grew up|used to|moved (?:to|from|here)|graduated|majored|retired from) /iu,
    "I ",
  ],
  [
    /^(?:just |currently |still |now )*(?:working|living|residing|studying|going to school|training|raising|teaching|attending|majoring|learning) /iu,
    "I am ",
  ],
  [
    /^not (?:really |so |very |too |that |exactly )*(?:an?|into|much|big|good|fond|married|religious|interested|close) /iu,
    "I am ",
  ],
  [/^(?:never|been|always) (?:been|had|tried|seen|married|\w+ed|wanted|loved) /iu, "I have "],
  [/^(?:born|raised) /iu, "I was "],
  [
    /^(?:wife|hubby|husband|mom|dad|daughter|son|sister|brother) (?:is|was|has|works|lives|loves|likes|takes|plays|teaches|spends)\b/iu,
    "my ",
  ],
  [/^(?:have (?:two|three|four|five|six|\d+|no)|(?:just )?got (?:an?|two|three|four|five|\d+|some)) /iu, "I "],
];
const SUBJECT_AT_START = /^(?:i|we)\b(?:'\w+)?/iu;
const FINITE =
  /\b(?:is|are|am|was|were|has|have|had|do|does|did|can|can't|will|won't|isn't|aren't|\w{2,}(?:s|ed)|'s|left|took|makes?|got|went|came|told|gave|work|live|love|like|play|go|hate|own|run|keep|think|say|want|need)\b/iu;

/** The sentences of a message with their clauses, questions aside, in order. */
export function saidSentences(message: string): SaidSentence[] {
  return sentences(message).flatMap((sentence) => {
    const quote = sentence.trim();
    const whole = plainText(quote);
    const text = whole.replace(QUESTION_TAIL, "").replace(UNMARKED_QUESTION, "");
    const isCutQuestion = text !== whole && !/\b(?:i|my|we|our)\b/iu.test(text);
    if (text === "" || isCutQuestion || /\?+["')]*$/u.test(text)) return [];
    return [{ quote, text, clauses: pieces(text).map(shortened).flatMap(predicates) }];
  });
}

function pieces(sentence: string): string[] {
  const start = sentence
    .replace(OPENING, "")
    .replace(WITH_ONESELF, (_, next: string) => (/^(?:are|were)$/iu.test(next) ? `We ${next}` : `I ${next}`));
  if (CONDITION.test(start)) return [start];
  const cut = start
    .split(JOINT)
    .flatMap((piece) => (OWN_START.test(piece) || piece.search(RUN_ON) < GREETING ? piece.split(RUN_ON) : [piece]));
  return rejoined(cut.map((piece) => piece.trim()).filter((piece) => piece !== "")).map(withSubject);
}

/** "my dog" and "my cat" of "I love my dog and my cat" are no clauses: they go back to what they were cut from. */
function rejoined(cut: readonly string[]): string[] {
  const whole: string[] = [];
  for (const piece of cut) {
    const last = whole.at(-1);
    const isPart = /^(?:my|our)\b/iu.test(piece) && !FINITE.test(piece.replace(/^\S+\s+\S+/u, ""));
    if (isPart && last !== undefined) whole[whole.length - 1] = `${last} and ${piece}`;
    else whole.push(piece);
  }
  return whole;
}

function withSubject(clause: string): string {
  const bare = clause.replace(OPENING, "");
  const missing = LEFT_OUT.find(([form]) => form.test(bare));
  return missing === undefined ? bare : `${missing[1]}${bare}`;
}

/** "I am vegan and love hummus" → both, with the subject. */
function predicates(clause: string): string[] {
  const subject = SUBJECT_AT_START.exec(clause)?.[0].replace(/'.*$/u, "");
  const next = AND_VERB.exec(clause);
  if (subject === undefined || next === null) return [clause];
  const first = clause.slice(0, next.index);
  if (RULED.test(first) || !first.includes(" ")) return [clause];
  return [first, ...predicates(`${subject} ${clause.slice(next.index + next[0].length)}`)];
}
