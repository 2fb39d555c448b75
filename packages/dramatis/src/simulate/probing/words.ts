/** Adverbs that may stand between the subject and its verb. */
export const ADVERBS: ReadonlySet<string> = new Set(
  "also always currently especially frequently generally just mainly mostly normally now often once only primarily rarely really recently regularly secretly seldom simply sometimes still truly typically usually".split(
    " ",
  ),
);

/** Adverbs that already say that something hardly is: their negation says nothing clear. */
export const HARDLY: ReadonlySet<string> = new Set("barely few hardly rarely seldom zero".split(" "));

/**
 * Verbs whose first person present is the base form and no past form, so that "do you" may stand before them. What is
 * not here is asked as "is it true that you …", which holds for every verb and tense.
 */
export const BASE_VERBS: ReadonlySet<string> = new Set(
  `adore attend avoid babysit bake believe bike breed build buy call care carry climb coach collect commute compete cook
  crave create cycle dance deliver design detest dislike do donate draw dream dress drink drive dye earn eat enjoy exercise
  farm fear feed feel fish fix fly foster garden get give go grow hate have help hike hope hunt identify invest jog keep
  knit know lead learn lift like listen live loathe look love make manage meet move need own paint perform plan play practice
  prefer produce race raise read remember repair ride run sail say see sell serve sew shop sing skate ski sleep smoke speak spend
  stay struggle study suffer surf swim take talk teach tend think train travel try use vacation visit volunteer wait
  walk want watch wear weigh wish work worry write`.split(/\s+/),
);

/** Past forms, and forms of be and have, that no "do you" may stand before; regular ones end in -ed. */
export const PAST_FORMS: ReadonlySet<string> = new Set(
  `am are ate became been began bought broke brought built came caught did does drank drew drove fell felt flew forgot fought
  found gave got grew had has heard hid is kept knew left lost made married met paid quit ran rode said sang sat saw sent
  slept sold spent spoke stood stole swam taught thought threw told took understood was went were woke won wore
  wrote`.split(/\s+/),
);

/** Participles that make "I have …" a perfect: "have you been", and not "do you have". */
export const PARTICIPLES: ReadonlySet<string> = new Set(
  `been become bought broken done driven eaten flown gone gotten grown had known learned lived lost loved made met moved
  owned played ridden seen served spent spoken started studied taken taught travelled traveled tried visited wanted won worked
  written`.split(/\s+/),
);

export const MODALS: ReadonlySet<string> = new Set("can could may might must should will would".split(" "));

export const LIKING: ReadonlySet<string> = new Set("adore enjoy like love".split(" "));
export const DISLIKING: ReadonlySet<string> = new Set("despise detest dislike hate loathe".split(" "));

/** Verbs and subjects that begin a second clause after "and", and are no nouns there. */
export const CLAUSE_STARTS: ReadonlySet<string> = new Set(
  "am are do enjoy go had has hate have hope i is like live love my own prefer speak want was we were write".split(" "),
);

/** Words from two on; "one" is a pronoun too often, and a plural follows all of these. */
export const NUMBERS: readonly string[] = "two three four five six seven eight nine ten eleven twelve".split(" ");

/** Values that exclude each other where they end a sentence: another one is false. */
export const VALUES: readonly (readonly string[])[] = [
  ["winter", "spring", "summer", "autumn"],
  ["red", "blue", "green", "yellow", "purple", "orange", "pink", "black", "white", "grey", "brown"],
  [
    "Alaska",
    "Arizona",
    "California",
    "Colorado",
    "Florida",
    "Georgia",
    "Hawaii",
    "Illinois",
    "Iowa",
    "Kentucky",
    "Michigan",
    "Minnesota",
    "Montana",
    "Nevada",
    "Ohio",
    "Oregon",
    "Texas",
    "Utah",
    "Virginia",
  ],
];
