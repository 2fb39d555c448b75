// A short answer made whole with its question: "Do you have pets?" "Yes, two dogs." → "I have two dogs." English.
import { sentences } from "../../transcript/index.ts";
import { asSentence, plainText } from "./plain-text.ts";

const YES =
  /^(?:(?:oh|well|haha|lol|ha)[\s,]+)*(?:yes|yeah|yep|yup|yea|ya|sure(?: do| am)?|of course|absolutely|definitely|indeed|(?:i do|i am|i have|i can|i sure do)(?=\s*(?:[,.!]|$| but| and))|always)\b/iu;
const NO =
  /^(?:(?:oh|well|haha|lol|ha|sorry|sadly|unfortunately)[\s,]+)*(?:no|nope|nah|not really|not at all|not yet|i do not|i don't|i am not|i'm not|i have not|i haven't|never)\b(?! idea| problem| way| doubt| worries)/iu;
const FILLER =
  /^(?:(?:oh|ah|um+|uh|hm+|well|so|sadly|unfortunately|haha|lol|hehe|yes|yeah|yep|yup|yea|no|nope|sure|probably|mostly|mainly|usually|definitely|actually|honestly|i guess|i'd say|i would say|i would have to say|i think|just|only|right now|currently|about|around|like|of course|mine (?:is|are|us)|mine's|(?:i do|i am|i have)(?=[,.!])|really|perfect|well yes|cool|nice|great|but|hi|hello|hey|that is a good question|good question)\b[\s,!.]*)+/iu;
const NO_FRAGMENT =
  /\b(?:no|i|i'm|i've|you|your|he|she|they|we|is|are|was|were|am|it|that|this|do|does|did|don't|can|will|would|could|should|too|same|nothing|none|not|never|maybe|what|how|why|who|where|there|here|everything|anything|nice|good|fine|great|cool|awesome|thanks|thank|sorry|lol|wow|know|course|awww?|nope|fun|same)\b/iu;
const NUMBER = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|a few|several|a couple)(?= |$)/iu;
/** No answer by itself. */
const BARE =
  /^(?:an?|the|some|a little|a bit|a lot|both|neither|either|lots|not much|many|different|every\w*|any\w*|some\w*|all|live|to|of|yes|no|more|really|always|usually)$/iu;
const MOST_WORDS = 6;

/** An answer made whole. */
export interface Answer {
  /** "" where there is none. */
  text: string;
  /** A yes or no to the words of the question: nothing else can be meant. */
  isByForm: boolean;
}

const NONE: Answer = { text: "", isByForm: false };

/** What a question asks → the sentence of its answer. `rest` is what the question names, `said` the fragment. */
interface Form {
  question: RegExp;
  /** Of a yes; of a no; of a fragment. */
  yes?: (rest: string) => string;
  no?: (rest: string) => string;
  said?: (said: string, rest: string) => string;
}

const ARTICLE = /^(?:an?|the|my|some|retired|unemployed|self|at|in|for|as)\b/iu;
const withArticle = (noun: string): string => {
  if (ARTICLE.test(noun) || /s$/u.test(noun)) return noun;
  return `${/^[aeiou]/iu.test(noun) ? "an" : "a"} ${noun}`;
};
const bare = (place: string): string => place.replace(/^(?:in|at|from|near|for)\s+/iu, "");
const liked = (said: string): string =>
  /^(?:read|cook|hike|swim|run|dance|sing|paint|draw|travel|bake|garden|sleep|shop|write|play|watch|listen|go|work|ride|eat|drink|hunt|fish|camp)\b/iu.test(
    said,
  )
    ? `I like to ${said}`
    : `I like ${said}`;

const FORMS: readonly Form[] = [
  {
    question: /\bhow many (?<rest>[\w ]{2,25}?) (?:do you (?:have|own)|you (?:have|got)|have you (?:got)?)/iu,
    said: (said, rest) => (NUMBER.test(said) ? `I have ${NUMBER.exec(said)?.[0]} ${rest}` : ""),
  },
  {
    question: /\bhow old are you\b/iu,
    said: (said) =>
      /^(?:\d{1,2}|\w+teen|\w+ty(?:[ -]\w+)?|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/iu.test(said)
        ? `I am ${/^[\w-]+/u.exec(said)?.[0]} years old`
        : "",
  },
  {
    question:
      /\bwhat(?:'s| is| are) (?:your|ur) (?<rest>favorite [\w ]{2,30}?|name|age|major|dream job|job|occupation|profession|hobb(?:y|ies)|religion)(?= to\b| of\b|\?|,|\.|$| then| by the way)/iu,
    said: (said, rest) => {
      if (/^(?:job|occupation|profession)$/u.test(rest)) return `I am ${withArticle(said)}`;
      if (/^hobb/u.test(rest)) return liked(said);
      return `My ${rest} is ${said}`;
    },
  },
  {
    question: /\b(?:who|which)(?:'s| is| are) your (?<rest>favorite [\w ]{2,30}?)(?=\?|,|\.|$)/iu,
    said: (said, rest) => `My ${rest} is ${said}`,
  },
  {
    question:
      /\bwhat (?:do you (?:do|like to do|love to do|enjoy doing|enjoy)|are you into|are some of your hobbies|do you do) (?:for fun|in your (?:free|spare) time|when you are not working|to relax|on (?:the )?weekends?)|\bwhat do you (?:like|love|enjoy)(?: to do| doing)?\?|\bwhat are your (?:hobbies|interests)|\bany (?:other )?hobbies/iu,
    said: (said) => liked(said),
  },
  {
    question:
      /\bwhat (?:kind of |type of |sort of )?(?:work |job )?do you (?:do|have)(?: for (?:a living|work|a job|money))?\?|\bwhat do you work (?:as|in)|\bwhat (?:kind|type) of work\b/iu,
    said: (said) =>
      /^(?:at|in|for)\b/iu.test(said) ? `I work ${said}` : /^\w+ing\b/iu.test(said) ? "" : `I am ${withArticle(said)}`,
  },
  {
    question: /\bwhere (?:do|are) you (?:live|located|living)\b|\bwhere you live/iu,
    said: (said) => `I live in ${bare(said)}`,
  },
  {
    question: /\bwhere (?:are|do) you (?:from|come from)\b|\bwhere you from/iu,
    said: (said) => `I am from ${bare(said)}`,
  },
  { question: /\bwhere do you work\b/iu, said: (said) => `I work at ${bare(said)}` },
  {
    question: /\bhow long have you been (?<rest>[\w ]{2,30})\?/iu,
    said: (said, rest) => (/\b(?:years?|months?)\b/iu.test(said) ? `I have been ${rest} for ${bare(said)}` : ""),
  },
  {
    question:
      /\b(?:what|which) (?:kinds? of |types? of |sorts? of |other )?(?<noun>[\w ]{2,25}?) do you (?<rest>like|love|enjoy|have|play|read|watch|eat|drive|speak|teach|study|own|listen to|prefer|grow|collect)(?: to (?:read|watch|eat|play|listen to|cook|drink))?\b/iu,
    said: (said, rest) => `I ${rest} ${said}`,
  },
  {
    question: /\bwhat (?:do|are) you (?<rest>drive|teach|play|study|collect)(?:ing)?\b/iu,
    said: (said, rest) => `I ${rest} ${said}`,
  },
  {
    question:
      /\b(?:do )?you (?:ever |also |still |even |really |actually |guys |got |have )*(?:have|got|own) (?:any )?(?<rest>(?!have |an? fav|to |.*(?:tips|plans|idea|favorite|questions|advice|recommend|suggest|fun\b|time\b))(?:other )?[\w -]{2,40}?)(?: (?:at all|too|as well|at home|yet|of your own|yourself))?\?/iu,
    yes: (rest) => `I have ${rest}`,
    no: (rest) =>
      `I do not have ${/^(?:an?|any|the|one|some)\b/iu.test(rest) || !/s$/u.test(rest) ? rest : `any ${rest}`}`,
    said: (said, rest) => (NUMBER.test(said) && !said.includes(" ") ? `I have ${said} ${rest}` : `I have ${said}`),
  },
  {
    question:
      /(?:^|[,.!] ?|\b(?:so|and|well) )(?:any|got any|have any) (?<rest>kids|children|pets|siblings|brothers|sisters|dogs|cats|hobbies|brothers or sisters|animals)\b[^?]{0,15}\?/iu,
    yes: (rest) => `I have ${rest}`,
    no: (rest) => `I do not have any ${rest}`,
    said: (said, rest) => (NUMBER.test(said) && !said.includes(" ") ? `I have ${said} ${rest}` : `I have ${said}`),
  },
  {
    question:
      /\bdo you (?:ever |also |still |even |really |actually )*(?<rest>(?:like|love|enjoy|play|read|watch|work|live|drive|speak|cook|travel|sing|dance|smoke|drink|eat|go|exercise|work out|swim|run|collect|paint|garden|hike|fish|hunt|study|teach|prefer|listen|believe in|write|volunteer|ride|surf|ski|bake|grow|attend|want|hate)\b[\w' -]{0,50}?)(?: (?:too|as well|at all|much|often|by any chance|then))?\?/iu,
    yes: (rest) => `I ${rest}`,
    no: (rest) => `I do not ${rest}`,
    said: (said, rest) =>
      /^(?:like|love|enjoy|play|read|watch|eat|drink|drive|speak|teach|study|collect|grow|listen to|write)\b/iu.test(
        rest,
      ) && !/^(?:like|love|enjoy) \w+ing\b|\bto\b/iu.test(rest)
        ? `I ${/^(?:listen to|\w+)/iu.exec(rest)?.[0]} ${said}`
        : "",
  },
  {
    question:
      /(?:^|[,.!] ?|\b(?:so|and|well|but) )(?:are )?you (?:an? )?(?<rest>(?:married|single|retired|vegan|vegetarian|in (?:college|school|high school)|in a relationship|religious|employed|tall|a (?!fan of)[\w ]{3,30}|an [\w ]{3,30}|into [\w ]{2,30}|afraid of [\w ]{2,30}|allergic to [\w ]{2,30}|from [\w ]{2,30}|good at [\w ]{2,30}))(?: (?:too|as well|then))?\?/iu,
    yes: (rest) => `I am ${rest}`,
    no: (rest) => `I am not ${rest}`,
  },
  {
    question:
      /\bhave you (?:ever )?(?<rest>(?:been (?:to|married|in)|traveled|travelled|lived|played|tried|had|read|seen) [\w ]{2,40}?)\?/iu,
    yes: (rest) => `I have ${rest}`,
    no: (rest) => `I have never ${rest}`,
  },
  {
    question: /\bcan you (?<rest>(?:swim|sing|dance|cook|play|speak|drive|draw|paint|ride)\b[\w ]{0,30}?)\?/iu,
    yes: (rest) => `I can ${rest}`,
    no: (rest) => `I can not ${rest}`,
  },
];

const BACK = /(?:^|[\s,.!?])(?:and |what about |how about |whats about )?(?:you|yours|yourself|u)\s*\?+\s*$/iu;
const LISTENER = /\b(?:you|your|me|it|that|them|this|those|there|or)\b/iu;
const AGREES =
  /^(?:(?:oh|wow|cool|nice|great|awesome|haha|lol|yes|yeah|really|ha)[\s,!.]+)*(?:me too|same here|so do i|as do i|i do too|i do as well|i love (?:it|them|those|that) too|i like (?:it|them|those|that) too|so am i|i am too|i am as well)\b/iu;

/** The question at the end of a message, in plain spelling; "" where there is none. "And you?" is none of its own. */
export function lastQuestion(message: string): string {
  const asked = sentences(message)
    .map(plainText)
    .filter((sentence) => sentence.endsWith("?"));
  return asked.at(-1) ?? "";
}

/** Whether a message hands the other's own question back: "I am a nurse. And you?" */
export function handsBack(message: string): boolean {
  const text = plainText(message);
  return BACK.test(text) && FORMS.every(({ question }) => !question.test(lastQuestion(message)));
}

/** Whether a message agrees with what was just said: "Me too!" */
export function agrees(message: string): boolean {
  return AGREES.test(plainText(message));
}

/**
 * The answer as a sentence of its own; "" where the answer says nothing that its words alone do not, or where question and
 * answer have no form that is known here.
 */
export function wholeAnswer(question: string, reply: string): Answer {
  const text = plainText(reply);
  const [first = ""] = sentences(text);
  for (const form of FORMS) {
    const rest =
      form.question
        .exec(question)
        ?.groups?.rest?.trim()
        .toLowerCase()
        .replace(/\byour\b/gu, "my") ?? "";
    if (!form.question.test(question)) continue;
    const made = answerOf(form, rest, first.trim());
    if (made.text !== "") return { ...made, text: asSentence(made.text) };
  }
  return NONE;
}

function answerOf({ yes, no, said }: Form, rest: string, reply: string): Answer {
  const isNamed = !LISTENER.test(rest);
  const fragment = fragmentOf(reply);
  const isNo = NO.test(reply);
  if (said !== undefined && fragment !== "" && !isNo) return { text: said(fragment, rest), isByForm: false };
  const reached = pointedAt(reply, rest);
  if (reached !== "" && isNamed) return { text: reached, isByForm: false };
  if (!isNamed || (!isNo && !YES.test(reply))) return NONE;
  return { text: (isNo ? no : yes)?.(rest) ?? "", isByForm: true };
}

/** "I have two", "I love it": what the question names stands for what the answer leaves out. */
function pointedAt(reply: string, rest: string): string {
  const object = rest.replace(/^(?:like|love|enjoy|play|read|watch|have|hate|collect|eat|drink)\s+/u, "");
  const start = reply.replace(FILLER, "");
  const verb = /^i (love|like|hate|enjoy|adore|do not like|don't like) (?:it|them|those|that)\b/iu.exec(
    `${/^i\b/iu.test(start) ? "" : "i "}${start}`,
  )?.[1];
  if (verb !== undefined && object !== rest) return `I ${verb} ${object}`;
  const count = /^i have (one|two|three|four|five|six|\d+|a few|several)(?: of them)?[\s.,!]*$/iu.exec(
    reply.replace(/^(?:yes|yeah)[\s,]+/iu, ""),
  )?.[1];
  return count !== undefined && /^\w+$/u.test(rest) ? `I have ${count} ${rest}` : "";
}

/** The few words of a reply that are an answer and no clause; "" where there are none. */
function fragmentOf(reply: string): string {
  const [start = ""] = reply
    .replace(FILLER, "")
    .split(/[,.!;?]|\b(?:but|because|so|since|which|and (?:i|you|my)|how about|what about|with)\b/iu);
  const fragment = start.trim();
  const words = fragment.split(/\s+/u);
  const isFragment = fragment !== "" && words.length <= MOST_WORDS && /[\p{L}\p{N}]/u.test(fragment);
  return isFragment && !NO_FRAGMENT.test(fragment) && !BARE.test(fragment) ? fragment : "";
}
