// The words by which people state the attributes of a profile. Tuned on half of SynthPAI's people; see benchmarks/profiles.

export interface AttributeRule {
  attribute: string;
  /** Matched against a clause that states something of the speaker, such as "I live in Ohio". */
  pattern: RegExp;
  /** From the match; its first group where absent. "" for none. */
  value?: (match: RegExpExecArray) => string;
  /** It still holds when said of the past: where one was born. */
  lasts?: boolean;
  /** 0..1, where the words say it less surely. */
  sure?: number;
}

/** A place: words that begin with a capital. */
const PLACE = String.raw`((?:the )?\p{Lu}[\p{L}'.-]+(?:(?:,? (?:of|de|do|la|al)?)?,? ?\p{Lu}[\p{L}'.-]+){0,3})`;
const I_AM = `^I(?:'m| am|'ve been| have been|'ve always been)(?: (?:just|also|still|actually|now|currently|only|proud to be|happily|newly|recently))*`;
const NOUNS = String.raw`((?!to\b)(?:[\p{L}'-]+ ){0,3}?[\p{L}'-]+)`;
const END = String.raw`(?=$|[.,;:!()]| (?:and|but|so|because|with|who|which|that|at|in|for|from|by|on|when|since|these|now|here)\b)`;

function rule(pattern: string): RegExp {
  return new RegExp(pattern, "u");
}

const NOT_A_JOB =
  /^(?:(?:(?:big|huge|avid|great|good|bit|little|lot|total|true|firm|night|early|morning|people|cat|dog) .*)|.*\b(?:father|mother|brother|sister|daughter|beginner|believer|lover|member|outsider|foreigner|newcomer|loner|teenager|stranger|owner|winner|loser|sucker|survivor|supporter|follower|sinner|number|minor|senior|junior|collector|hoarder|neighbor|neighbour|christian|vegetarian|italian|indian|russian|canadian|australian|pedestrian|optimist|pessimist|realist|feminist|perfectionist|minimalist|atheist|buddhist|purist|hater|talker|thinker|reader|early riser|riser|sleeper|drinker|eater|smoker|planner|over|corner|sector|bachelor|major|winter|summer|weather|matter|other|another|person|immigrant|participant|human|woman|man|gamer|traveler|traveller|dreamer|listener|learner|worrier|fighter))$/iu;
const JOB =
  /(?:[a-z](?:er|or|ist|ian|eer|yst|man|woman|ologist|grapher|ant|ent)|nurse|chef|cook|pilot|judge|clerk|coach|vet|architect|barista|mechanic|student|intern|model|scientist|guard|artist|analyst|diplomat|therapist|aide|rep|apprentice|freelancer|retiree|nanny|paramedic|surgeon|physician|professor|doctor|lawyer|attorney|ceo|dj|dev|programmer|secretary|surveyor|butcher|tailor|hygienist|actress|waitress|host|hostess|stylist)$/iu;

/** "a nurse at a clinic" → "nurse"; "" where it is no job. */
function jobOf(match: RegExpExecArray): string {
  const said = (match[1] ?? "").trim();
  return JOB.test(said) && !NOT_A_JOB.test(said) ? said : "";
}

const RELATIONSHIP = "(married|single|divorced|engaged|widowed|separated)";
const FAITH =
  "(Christian|Catholic|Muslim|Jewish|Jew|Hindu|Buddhist|atheist|agnostic|Mormon|Sikh|Protestant|Lutheran|Baptist)";
const KIN_FEMALE =
  "(?:woman|girl|lady|mother|mom|mum|mommy|grandmother|grandma|wife|daughter|sister|female|aunt|widow)";
const KIN_MALE =
  "(?:man|guy|dude|bloke|boy|father|dad|daddy|grandfather|grandpa|husband|son|brother|male|uncle|widower)";

export const RULES: readonly AttributeRule[] = [
  { attribute: "name", pattern: rule(String.raw`^My name(?:'s| is) (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)`) },
  {
    attribute: "age",
    pattern: rule(
      `${I_AM} (?:a )?(\\d{1,3})(?:[ -]years?[ -]old| y/?o|${END}| and\\b)(?! %|%|\\s?(?:minutes|years into|miles|km))`,
    ),
  },
  { attribute: "age", pattern: rule(`^I(?:'ve)?(?: (?:just|recently|finally))? turned (\\d{1,3})\\b`) },
  { attribute: "age", pattern: rule(`${I_AM} in my (?:early |mid[ -]?|late )?(\\d0s)`), sure: 0.8 },
  { attribute: "sex", pattern: rule(`${I_AM} an? (?:[\\p{L}-]+ ){0,3}?${KIN_FEMALE}\\b`), value: () => "female" },
  { attribute: "sex", pattern: rule(`${I_AM} an? (?:[\\p{L}-]+ ){0,3}?${KIN_MALE}\\b`), value: () => "male" },
  {
    attribute: "city",
    pattern: rule(
      `^(?:I|We)(?:'m|'re| am| are|'ve been| have been)?(?: (?:just|now|currently|still|also|actually))* (?:live|lived|living|reside|based|settled) (?:right )?(?:here )?in ${PLACE}`,
    ),
  },
  {
    attribute: "city",
    pattern: rule(
      `^(?:I|We)(?:'ve| have)?(?: (?:just|recently|finally|eventually))* (?:moved|relocated)(?: back| over| here| out)* (?:from [\\p{L} ]+? )?to ${PLACE}`,
    ),
  },
  { attribute: "city", pattern: rule(`^I used to live in ${PLACE}`) },
  {
    attribute: "birthplace",
    pattern: rule(`^(?:I was|I am|I'm) (?:born|raised|born and (?:raised|bred))(?: and raised)? in ${PLACE}`),
    lasts: true,
  },
  { attribute: "birthplace", pattern: rule(`^I grew up (?:right )?(?:here )?in ${PLACE}`), lasts: true, sure: 0.8 },
  {
    attribute: "birthplace",
    pattern: rule(`^I(?:'m| am| come)(?: originally)? from ${PLACE}`),
    lasts: true,
    sure: 0.8,
  },
  { attribute: "job", pattern: rule(`${I_AM} (?:an?|the) ${NOUNS}${END}`), value: jobOf },
  { attribute: "job", pattern: rule(`${I_AM} (retired|unemployed|self-employed)\\b`) },
  {
    attribute: "job",
    pattern: rule(
      `^I(?:'ve)?(?: (?:just|now|currently|still|also))* (?:work|worked|working) (?:full[- ]time |part[- ]time |now )?as an? ${NOUNS}${END}`,
    ),
  },
  { attribute: "job", pattern: rule(`^I(?:'m| am) (?:currently )?working as an? ${NOUNS}${END}`) },
  { attribute: "job", pattern: rule("^I teach\\b"), value: () => "teacher" },
  {
    attribute: "education",
    pattern: rule(
      `^I(?:'ve| have)?(?: (?:just|recently|also))* (?:have|hold|got|earned|completed|finished) (?:my |an? )?((?:PhD|doctorate|[Mm]aster'?s?|[Bb]achelor'?s?|[Aa]ssociate'?s?|MBA|law degree|degree)(?: degree)?(?: (?:in|of) [\\p{L} ]+?)?)${END}`,
    ),
    lasts: true,
  },
  {
    attribute: "education",
    pattern: rule(`^I (?:studied|majored in|graduated in) ([\\p{L} ]+?)${END}`),
    value: (match) => `degree in ${match[1]}`,
    lasts: true,
    sure: 0.7,
  },
  {
    attribute: "education",
    pattern: rule(`^I(?:'m| am)(?: (?:currently|still))? (?:studying|majoring in) ([\\p{L} ]+?)${END}`),
    value: (match) => `studying ${match[1]}`,
  },
  {
    attribute: "education",
    pattern: rule(`^My (?:[\\p{L}]+ )?((?:PhD|[Mm]aster'?s|[Bb]achelor'?s|MBA)(?: degree)?(?: in [\\p{L} ]+?)?)${END}`),
    lasts: true,
    sure: 0.8,
  },
  {
    attribute: "education",
    pattern: rule("^I (?:dropped out of|never finished) (high school|college|university)"),
    value: (match) => `left ${match[1]} unfinished`,
    lasts: true,
  },
  { attribute: "relationship", pattern: rule(`${I_AM} ${RELATIONSHIP}\\b(?! (?:mother|mom|dad|father|out|from))`) },
  {
    attribute: "relationship",
    pattern: rule(
      `^(?:I|We)(?:'ve| have)?(?: (?:just|recently|finally))* (?:got|gotten|get) (married|divorced|engaged)\\b`,
    ),
    lasts: true,
  },
  { attribute: "relationship", pattern: rule("^My (?:husband|wife|hubby)\\b"), value: () => "married", sure: 0.9 },
  {
    attribute: "relationship",
    pattern: rule("^My (?:ex-husband|ex-wife|ex husband|ex wife|divorce)\\b"),
    value: () => "divorced",
    lasts: true,
  },
  {
    attribute: "relationship",
    pattern: rule("^My (?:girlfriend|boyfriend|partner)\\b"),
    value: () => "in a relationship",
    sure: 0.9,
  },
  { attribute: "relationship", pattern: rule("^My fianc[ée]e?\\b"), value: () => "engaged", sure: 0.9 },
  { attribute: "religion", pattern: new RegExp(`${I_AM} (?:an? )?(?:\\p{L}+ )?${FAITH}\\b`, "u") },
  { attribute: "diet", pattern: rule(`${I_AM} (?:an? )?(vegan|vegetarian|pescatarian)\\b`) },
  {
    attribute: "children",
    pattern: rule(
      `^(?:I|We) (?:have|'ve got|have got) (one|two|three|four|five|six|\\d|no) (?:\\p{L}+ ){0,2}(?:kids?|children|sons?|daughters?|boys|girls)\\b`,
    ),
  },
  {
    attribute: "pet",
    pattern: rule(
      `^(?:I|We) (?:have|'ve got|have got|own|adopted) ((?:an?|one|two|three|four|five|\\d) (?:\\p{L}+ ){0,2}(?:dogs?|cats?|pupp(?:y|ies)|kittens?|parrots?|birds?|horses?|rabbits?|hamsters?|fish|turtles?|snakes?))\\b`,
    ),
  },
  { attribute: "pet", pattern: rule("^My (dogs?|cats?|pupp(?:y|ies)|kittens?|parrot|horses?|rabbits?|hamster)\\b") },
  {
    attribute: "language",
    pattern: rule(String.raw`^I(?: also| only)? speak (?:fluent |some |a little )?(\p{Lu}\p{L}+)`),
  },
  {
    attribute: "likes",
    pattern: rule(
      `^I(?: (?:also|really|do|just|still|absolutely|always))* (?:love|like|enjoy|adore|am into|am fond of)(?: to)? ${NOUNS}${END}`,
    ),
  },
  { attribute: "likes", pattern: rule(`^My favou?rite (?:[\\p{L}]+ ){1,2}?(?:is|are) ${NOUNS}${END}`) },
  {
    attribute: "dislikes",
    pattern: rule(
      `^I(?: (?:also|really|just|still|absolutely|always))* (?:hate|dislike|can't stand|cannot stand|don't like|do not like|detest|loathe)(?: to)? ${NOUNS}${END}`,
    ),
  },
];

/** Said of somebody else: "his wife", "the teacher here". */
const NOT_OTHERS = String.raw`(?<!\b(?:[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Tt]he|[Aa]n?|[Ee]x|who|he|she|they|friends?|[Ss]ome|of)[ -])`;

/**
 * Turns of phrase that say it beside the point, or without a subject, as comments on the web do: "As a nurse, I …",
 * "(34F)", "psych degree here", "retired now".
 */
export const FRAMES: readonly AttributeRule[] = [
  { attribute: "age", pattern: rule(String.raw`\b(?:I|[Mm]e|[Ii]'m)\b[^.]{0,12}\((\d\d) ?[MFmf]\)`) },
  { attribute: "age", pattern: rule(String.raw`\b[Aa]s an? (\d\d)[- ]year[- ]old\b[^.]*\b(?:I|my|me)\b`) },
  {
    attribute: "sex",
    pattern: rule(String.raw`\b[Aa]s an? (?:[\p{L}-]+ ){0,3}?${KIN_FEMALE}\b(?=[^.]*\b(?:I|my|me)\b)`),
    value: () => "female",
  },
  {
    attribute: "sex",
    pattern: rule(String.raw`\b[Aa]s an? (?:[\p{L}-]+ ){0,3}?${KIN_MALE}\b(?=[^.]*\b(?:I|my|me)\b)`),
    value: () => "male",
  },
  { attribute: "sex", pattern: rule(String.raw`\b(?:I|[Mm]e)\b[^.]{0,12}\(\d\d ?[Ff]\)`), value: () => "female" },
  { attribute: "sex", pattern: rule(String.raw`\b(?:I|[Mm]e)\b[^.]{0,12}\(\d\d ?[Mm]\)`), value: () => "male" },
  {
    attribute: "job",
    pattern: rule(String.raw`(?:^|[,;–—] )[Aa]s an? ((?:[\p{L}'-]+ ){0,2}?[\p{L}'-]+),? (?=(?:I|i|my|we|our)\b)`),
    value: jobOf,
  },
  {
    attribute: "job",
    pattern: rule(String.raw`\b(?:my|[Mm]y) (?:job|work|career|days?|shifts?) as an? ${NOUNS}${END}`),
  },
  {
    attribute: "job",
    pattern: rule(String.raw`^([\p{L}'-]+(?: [\p{L}'-]+)?) here\b(?=\s*(?:[,.;:!–—-]|$))`),
    value: jobOf,
    sure: 0.8,
  },
  { attribute: "job", pattern: rule(`^[Ww]ork(?:ing)? as (?:an? )?${NOUNS}${END}`), value: jobOf },
  { attribute: "job", pattern: rule(String.raw`\bmy ([\p{L}]+)'s (?:salary|pay|wages?)\b`), value: jobOf },
  {
    attribute: "job",
    pattern: rule(String.raw`^([Rr]etired)\b(?! (?:people|folks|teachers?|friends?|neighbou?rs?))`),
    value: () => "retired",
  },
  {
    attribute: "education",
    pattern: rule(String.raw`(?:^|[,.;–—-] )([\p{L}]+ (?:degree|bachelors?|masters?|PhD|phd|major)) here\b`),
  },
  { attribute: "city", pattern: rule(String.raw`\b[Hh]ere in ${PLACE}`), sure: 0.9 },
  {
    attribute: "relationship",
    pattern: rule(
      `\\b[Pp]ost-divorce|\\b[Dd]ivorce papers\\b|\\b(?:since|after|during) (?:my |the )?divorce\\b|\\bmy (?:ex-?(?:wife|husband)|divorce)\\b`,
    ),
    value: () => "divorced",
    sure: 0.9,
  },
  {
    attribute: "relationship",
    pattern: rule(`${NOT_OTHERS}\\b(?:[Hh]usband|[Ww]ife|[Hh]ubby|[Ww]ifey)\\b`),
    value: () => "married",
    sure: 0.8,
  },
  {
    attribute: "relationship",
    pattern: rule(`\\bmy (?:girlfriend|boyfriend|gf|bf|partner)\\b|^[Pp]artner and (?:I|i)\\b`),
    value: () => "in a relationship",
    sure: 0.8,
  },
  {
    attribute: "relationship",
    pattern: rule("\\bmy fianc[ée]e?\\b|\\b[Ww]edding planning\\b"),
    value: () => "engaged",
    sure: 0.8,
  },
  {
    attribute: "relationship",
    pattern: rule(
      "\\b(?:[Ss]taying|[Bb]eing|[Bb]lissfully|[Hh]appily|still|since) single\\b|\\b[Ss]ingle (?:life|here)\\b|\\b[Ss]inglehood\\b|\\b[Ss]olo living\\b",
    ),
    value: () => "single",
    sure: 0.8,
  },
];
