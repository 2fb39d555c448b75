// What a statement is about, by words: two that are about different things do not contradict each other, whatever a small
// judge says of them. English; of other languages the words themselves.
import { nouns } from "./nouns.ts";

/** Things that people say in different words. */
const TOPICS: Readonly<Record<string, RegExp>> = {
  age: /\b(?:years old|year-old|my age|birthday|born|turned \d+)\b|\b(?:i'm|i am) \d+\b/iu,
  belief: /\b(?:religious|religion|christian|catholic|muslim|jewish|buddhist|hindu|atheist|church|god|pray)\b/iu,
  body: /\b(?:tall|short|height|hair|eyes|blond|bald|blind|deaf)\b/iu,
  children: /\b(?:kids?|child|children|childless|sons?|daughters?|baby|babies|parent|mother of|father of)\b/iu,
  diet: /\b(?:eat|vegetarian|vegan|pescatarian|meat|steak|beef|pork|ham|bacon|chicken|burgers?|fish|sushi|seafood)\b/iu,
  drink: /\b(?:drink|drinking|alcohol|alcoholic|beer|wine|whisky|sober|teetotal)\b/iu,
  home: /\b(?:live|lives|living|moved?|moving|reside|home|house|apartment|flat|neighbou?rhood)\b/iu,
  love: /\b(?:single|married|marry|divorced|engaged|widow(?:ed|er)?|wife|husband|girlfriend|boyfriend|fianc\S+|spouse|wedding|dating)\b/iu,
  name: /\b(?:my name|name is|called|call me)\b/iu,
  pets: /\b(?:pets?|animals?|dogs?|puppy|puppies|cats?|kittens?)\b/iu,
  smoking: /\b(?:smoke|smokes|smoked|smoking|smoker|cigarettes?)\b/iu,
  study: /\b(?:student|study|studying|school|college|university|degree|graduated|dropped out)\b/iu,
  work: /\b(?:work|works|working|job|jobs|career|profession|employed|unemployed|retired|fired|boss)\b|\b(?:i'm|i am) (?:an?|the) \p{L}+/iu,
};
/** Words that stand beside everything. */
const NO_TOPIC: ReadonlySet<string> = new Set(
  "every each favorite favourite best day week month year morning evening night weekend summer winter time lot thing kind sort bit way place life world".split(
    " ",
  ),
);
const RELATIVE =
  /^(?:one of |both |all )?(?:of )?my (?:\p{L}+ ){0,2}?(sisters?|brothers?|mother|mom|mum|father|dad|parents|wife|husband|partner|girlfriend|boyfriend|sons?|daughters?|kids?|children|friends?|boss|neighbou?rs?|uncle|aunt|cousins?|grandmother|grandma|grandfather|grandpa|grandparents|roommate|colleagues?)\b/iu;

/** Names of its topics; of what is said of a relative or friend, that person's: "sister: home". */
export function topicsOf(text: string): Set<string> {
  const plain = text.replaceAll("’", "'");
  const whose = RELATIVE.exec(plain)?.[1]?.toLowerCase().replace(/s$/u, "");
  const named = Object.keys(TOPICS).filter((topic) => TOPICS[topic]?.test(plain));
  const things = [...nouns(plain)].filter((noun) => !NO_TOPIC.has(noun) && noun !== whose);
  return new Set([...named, ...things].map((topic) => (whose === undefined ? topic : `${whose}: ${topic}`)));
}

/** How many topics two statements share. */
export function sharedTopics(a: string, b: string): number {
  const of = topicsOf(a);
  return [...topicsOf(b)].filter((topic) => of.has(topic)).length;
}
