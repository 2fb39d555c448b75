// What a question asks → the sentence of its answer. English.

/** One form of question. */
export interface AnswerForm {
  /** Its group `rest` is what the question names. */
  question: RegExp;
  /** Of a yes; of a no; of a few words that are no clause. "" where these words are no answer. */
  yes?: (rest: string) => string;
  no?: (rest: string) => string;
  said?: (said: string, rest: string) => string;
}

const NUMBER = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|a few|several|a couple)(?= |$)/iu;
const AGE = /^(?:\d{1,2}|\w+teen|\w+ty(?:-\w+)?|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/iu;
const ONE_OR_KNOWN = /^(?:an?|the|my|some|retired|unemployed|self|at|in|for|as)\b/iu;
const DOING =
  /^(?:read|cook|hike|swim|run|dance|sing|paint|draw|travel|bake|garden|sleep|shop|write|play|watch|listen|go|work|ride|eat|drink|hunt|fish|camp|hang)\b/iu;
/** Takes a thing: "I play guitar". */
const OF_THINGS =
  /^(?:like|love|enjoy|play|read|watch|eat|drink|drive|speak|teach|study|collect|grow|listen to|write)\b/iu;
const OF_DEEDS = /^(?:like|love|enjoy) \w+ing\b|\bto\b/iu;

const ADVERBS = "(?:ever |also |still |even |really |actually |guys |got |have )*";
const AFTER = "(?: (?:at all|too|as well|at home|yet|of your own|yourself|much|often|by any chance|then))?";

export const ANSWER_FORMS: readonly AnswerForm[] = [
  {
    question: /\bhow many (?<rest>[\w ]{2,25}?) (?:do you (?:have|own)|you (?:have|got)|have you (?:got)?)/iu,
    said: (said, rest) => (NUMBER.test(said) ? `I have ${NUMBER.exec(said)?.[0].toLowerCase()} ${rest}` : ""),
  },
  {
    question: /\bhow old are you\b/iu,
    said: (said) => (AGE.test(said) ? `I am ${/^[\w-]+/u.exec(said)?.[0]} years old` : ""),
  },
  {
    question:
      /\bwhat(?:'s| is| are) (?:your|ur) (?<rest>favorite [\w ]{2,30}?|name|age|major|dream job|job|occupation|profession|hobb(?:y|ies)|religion)(?= to\b| of\b|\?|,|\.|$| then| by the way)/iu,
    said: (said, rest) => {
      if (/^(?:job|occupation|profession)$/u.test(rest)) return `I am ${withArticle(said)}`;
      return /^hobb/u.test(rest) ? liked(said) : `My ${rest} is ${said}`;
    },
  },
  {
    question: /\b(?:who|which)(?:'s| is| are) your (?<rest>favorite [\w ]{2,30}?)(?=\?|,|\.|$)/iu,
    said: (said, rest) => `My ${rest} is ${said}`,
  },
  {
    question:
      /\bwhat (?:do you (?:do|like to do|love to do|enjoy doing|enjoy)|are you into|are some of your hobbies) (?:for fun|in your (?:free|spare) time|when you are not working|to relax|on (?:the )?weekends?)|\bwhat do you (?:like|love|enjoy)(?: to do| doing)?\?|\bwhat are your (?:hobbies|interests)|\bany (?:other )?hobbies/iu,
    said: liked,
  },
  {
    question:
      /\bwhat (?:kind of |type of |sort of )?(?:work |job )?do you (?:do|have)(?: for (?:a living|work|a job|money))?\?|\bwhat do you work (?:as|in)|\bwhat (?:kind|type) of work\b/iu,
    said: (said) => {
      if (/^(?:at|in|for)\b/iu.test(said)) return `I work ${said}`;
      return /^\w+ing\b/iu.test(said) ? "" : `I am ${withArticle(said)}`;
    },
  },
  {
    question: /\bwhere (?:do|are) you (?:live|located|living)\b|\bwhere you live/iu,
    said: (said) => `I live in ${placeOf(said)}`,
  },
  {
    question: /\bwhere (?:are|do) you (?:from|come from)\b|\bwhere you from/iu,
    said: (said) => `I am from ${placeOf(said)}`,
  },
  { question: /\bwhere do you work\b/iu, said: (said) => `I work at ${placeOf(said)}` },
  {
    question: /\bhow long have you been (?<rest>[\w ]{2,30})\?/iu,
    said: (said, rest) => (/\b(?:years?|months?)\b/iu.test(said) ? `I have been ${rest} for ${placeOf(said)}` : ""),
  },
  {
    question:
      /\b(?:what|which) (?:kinds? of |types? of |sorts? of |other )?[\w ]{2,25}? do you (?<rest>like|love|enjoy|have|play|read|watch|eat|drive|speak|teach|study|own|listen to|prefer|grow|collect)(?: to (?:read|watch|eat|play|listen to|cook|drink))?\b/iu,
    said: (said, rest) => `I ${rest} ${said}`,
  },
  {
    question: /\bwhat (?:do|are) you (?<rest>drive|teach|play|study|collect)(?:ing)?\b/iu,
    said: (said, rest) => `I ${rest} ${said}`,
  },
  {
    question: new RegExp(
      `\\b(?:do )?you ${ADVERBS}(?:have|got|own) (?:any )?(?<rest>(?!have |an? fav|to |.*(?:tips|plans|idea|favorite|questions|advice|recommend|suggest|fun\\b|time\\b))(?:other )?[\\w -]{2,40}?)${AFTER}\\?`,
      "iu",
    ),
    ...owning(),
  },
  {
    question:
      /(?:^|[,.!] ?|\b(?:so|and|well) )(?:any|got any|have any) (?<rest>kids|children|pets|siblings|brothers|sisters|dogs|cats|hobbies|brothers or sisters|animals)\b[^?]{0,15}\?/iu,
    ...owning(),
  },
  {
    question: new RegExp(
      `\\bdo you ${ADVERBS}(?<rest>(?:like|love|enjoy|play|read|watch|work|live|drive|speak|cook|travel|sing|dance|smoke|drink|eat|go|exercise|work out|swim|run|collect|paint|garden|hike|fish|hunt|study|teach|prefer|listen|believe in|write|volunteer|ride|surf|ski|bake|grow|attend|want|hate)\\b[\\w' -]{0,50}?)${AFTER}\\?`,
      "iu",
    ),
    yes: (rest) => `I ${rest}`,
    no: (rest) => `I do not ${rest}`,
    said: (said, rest) =>
      OF_THINGS.test(rest) && !OF_DEEDS.test(rest) ? `I ${/^(?:listen to|\w+)/iu.exec(rest)?.[0]} ${said}` : "",
  },
  {
    question:
      /(?:^|[,.!] ?|\b(?:so|and|well|but) )(?:are )?you (?:an? )?(?<rest>married|single|retired|vegan|vegetarian|in (?:college|school|high school)|in a relationship|religious|employed|tall|a (?!fan of)[\w ]{3,30}|an [\w ]{3,30}|into [\w ]{2,30}|afraid of [\w ]{2,30}|allergic to [\w ]{2,30}|from [\w ]{2,30}|good at [\w ]{2,30})(?: (?:too|as well|then))?\?/iu,
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

function owning(): Omit<AnswerForm, "question"> {
  return {
    yes: (rest) => `I have ${rest}`,
    no: (rest) =>
      `I do not have ${/^(?:an?|any|the|one|some)\b/iu.test(rest) || !/s$|children$/u.test(rest) ? rest : `any ${rest}`}`,
    said: (said, rest) => `I have ${inPlainCase(said)}${NUMBER.test(said) && !said.includes(" ") ? ` ${rest}` : ""}`,
  };
}

/** The first word of a reply has a capital that a word within a sentence has not; names of several words keep theirs. */
function inPlainCase(said: string): string {
  return /^\p{Lu}\p{Ll}*(?: [^\p{Lu}]*)?$/u.test(said) ? said.charAt(0).toLowerCase() + said.slice(1) : said;
}

function withArticle(said: string): string {
  const noun = inPlainCase(said);
  if (ONE_OR_KNOWN.test(noun) || /s$/u.test(noun)) return noun;
  return `${/^[aeiou]/iu.test(noun) ? "an" : "a"} ${noun}`;
}

function placeOf(said: string): string {
  return said.replace(/^(?:in|at|from|near|for)\s+/iu, "");
}

function liked(said: string): string {
  return `I like ${DOING.test(said) ? "to " : ""}${inPlainCase(said)}`;
}
