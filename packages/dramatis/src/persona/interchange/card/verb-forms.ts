/** Forms that change with the person: third → first. */
const FORMS: Record<string, string> = {
  is: "am",
  "isn't": "am not",
  are: "am",
  "aren't": "am not",
  were: "was",
  "weren't": "wasn't",
  has: "have",
  "hasn't": "haven't",
  does: "do",
  "doesn't": "don't",
};

/** Forms that are the same in every person. */
const SAME = new Set(
  (
    "was wasn't had hadn't did didn't can can't cannot could couldn't will won't would wouldn't may might must mustn't " +
    "should shouldn't became grew went lost met left got took made came saw knew won began ran wore fought taught " +
    "bought told found said felt kept fell spent thought brought built chose drew drove ate fled forgot gave held hid " +
    "led learnt meant paid read rose sang sold sent slept spoke stood stole swam swore threw understood woke wrote " +
    "broke caught dreamt flew heard hurt put set shot sat used"
  ).split(" "),
);

/** Forms that can hardly be anything but a verb, as they stand after "and" or without a subject. */
const VERBS = new Set(
  (
    "is isn't was has hasn't had does doesn't can can't cannot could will won't would lives loves likes hates enjoys " +
    "speaks wants owns wears believes knows thinks feels keeps makes takes goes comes spends prefers dislikes fears " +
    "grew became moved worked lived studied studies works plays runs dreams hopes walks teaches writes reads sings " +
    "paints cooks drinks eats sleeps drives travels collects carries hides fights protects serves leads leaves needs " +
    "tries tends seems looks sounds smells gets gives finds says tells talks acts behaves appears avoids adores admires " +
    "considers cares suffers struggles trains uses values trusts holds attends belongs comes remains stays stands " +
    "understands remembers forgets always never often rarely usually sometimes"
  ).split(" "),
);
/** Of these, the ones that are also what one has or makes: "novels and plays". */
const NOUNS_TOO = new Set(
  "likes loves hates dislikes works plays runs dreams hopes fears walks studies drinks looks sounds smells talks acts fights struggles trains uses values trusts stays stands needs feels cares leads leaves finds cooks drives travels reads".split(
    " ",
  ),
);
const AFTER_VERB =
  /^\s+(?:an?|the|to|as|in|at|for|with|from|on|by|of|her|his|their|my|it|that|being|every|all|no|not|very|too|alone|about|\w+ing)\b/i;

const ADVERB =
  "(?:always|never|often|rarely|usually|sometimes|also|still|now|currently|just|once|only|even|almost|then|ever|\\w{2,20}ly)";
const HEAD = new RegExp(`^((?:${ADVERB}\\s+){0,3})([a-z']{2,20})(?![\\w'])`);

/** A predicate said by oneself: "often plays chess" → "often play chess"; undefined where no verb is known. */
export function firstPersonPredicate(predicate: string, plural = false): string | undefined {
  const [whole, adverbs = "", verb = ""] = HEAD.exec(predicate) ?? [];
  if (whole === undefined) return undefined;
  const form = firstPersonVerb(verb, plural);
  return form === undefined ? undefined : `${adverbs}${form}${predicate.slice(whole.length)}`;
}

/** "watches" → "watch"; a past tense stays. `plural` for what follows "they", which has the base form. */
function firstPersonVerb(verb: string, plural: boolean): string | undefined {
  if (Object.hasOwn(FORMS, verb)) return FORMS[verb];
  if (SAME.has(verb) || /[^e]ed$/.test(verb)) return verb;
  if (plural) return verb;
  if (!/[a-z]s$/.test(verb) || /(?:ss|us|is)$/.test(verb)) return undefined;
  if (/[^aeiou]ies$/.test(verb)) return verb.length > 4 ? `${verb.slice(0, -3)}y` : verb.slice(0, -1);
  return /(?:ss|x|zz|ch|sh|o)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1);
}

/** Whether a text is a predicate whose subject was left out, as in notes: "Likes black coffee". */
export function lacksSubject(text: string): boolean {
  const [word = ""] = /^[a-z']+/i.exec(text) ?? [];
  return (
    VERBS.has(word.toLowerCase()) && !/^\s*(?:$|(?:of|and|or|are|were|is)\b|\W)/i.test(text.slice(word.length).trim())
  );
}

/** Whether a text goes on with a predicate, as after "and" in "lives in Porto and works as a nurse". */
export function startsWithVerb(text: string): boolean {
  const [word = ""] = /^[a-z']+/i.exec(text) ?? [];
  const verb = word.toLowerCase();
  if (!VERBS.has(verb)) return false;
  return NOUNS_TOO.has(verb) ? AFTER_VERB.test(text.slice(word.length)) : /^\s+\S/.test(text.slice(word.length));
}
