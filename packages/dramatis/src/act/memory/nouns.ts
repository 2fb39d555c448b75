// What a sentence is about, without a tagger: its words less the small words and the commonest verbs, adjectives and
// adverbs of talk, in the singular. Rarer verbs and adjectives are taken for nouns; they tell topics apart as well.
import { FUNCTION_WORDS } from "../../transcript/index.ts";

const NOT_NOUNS: ReadonlySet<string> = new Set(
  `this these those there here it its who whom whose what which where why how my your his our their mine yours ours myself
yourself of then than too very just also only even still again already ever always often sometimes now today soon yes
yeah no nope ok okay oh hi hey hello bye please thank thanks sorry well really maybe much many more most less few some any
all both each other another such same own about around
be am is are was were been being do does did done doing have has had having can could will would shall should may might
must go goes went gone going get gets got getting make makes made making say says said saying tell tells told telling
know knows knew known think thinks thought see sees saw seen look looks looked want wants wanted like likes liked love
loves loved hate hates hated need needs needed come comes came take takes took give gives gave find found feel feels felt
let try tried ask asks asked remember remembers remembered talk talked mean means meant
good great nice bad new old big small little long last next first sure fine happy glad sad right wrong different ago back
up out off one two three`
    .trim()
    .split(/\s+/),
);

const IRREGULAR: Readonly<Record<string, string>> = {
  children: "child",
  people: "person",
  men: "man",
  women: "woman",
  feet: "foot",
  teeth: "tooth",
  mice: "mouse",
  lives: "life",
  wives: "wife",
  knives: "knife",
  wolves: "wolf",
};

const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** The nouns of a text, in the singular and in lower case, each once, in order. None for a text of small words only. */
export function nouns(text: string): Set<string> {
  const words = [...WORDS.segment(text.normalize("NFKC").toLowerCase().replaceAll("’", "'"))]
    .filter(({ isWordLike }) => isWordLike)
    .filter(({ segment }) => !segment.endsWith("n't"))
    .map(({ segment }) => segment.replace(/'.*$/u, ""))
    .filter((word) => word !== "" && !FUNCTION_WORDS.has(word) && !NOT_NOUNS.has(word));
  return new Set(words.map(singular));
}

function singular(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}
