/** Cards as programs write them, for tests: each with fields that no version knows. */
const description = `Ada Brandt is a nurse. She lives in Porto and works as a nurse at night.
**Age:** 29
Likes: old maps, strong coffee
{{char}} has a dog called Bolt. {{user}} is her neighbour.`;

const book = {
  name: "Porto",
  scan_depth: 3,
  extensions: {},
  entries: [
    {
      keys: ["bridge"],
      content: "@@depth 2\nThe bridge has two decks.",
      extensions: { position: 0 },
      enabled: true,
      insertion_order: 10,
      use_regex: false,
    },
  ],
};

const flat = {
  name: "Ada Brandt",
  description,
  personality: "calm, stubborn",
  scenario: "A night train.",
  first_mes: "Is this seat free?",
  mes_example: "<START>\n{{user}}: Hi!\n{{char}}: Blisters heal. Regret doesn't.\n<START>\n{{char}}: Step by step.",
};

const second = {
  ...flat,
  creator_notes: "Made for tests 🚂.",
  system_prompt: "Write one reply. {{original}}",
  post_history_instructions: "",
  alternate_greetings: ["You again.", "Ticket, please."],
  tags: ["train", "nurse"],
  creator: "someone",
  character_version: "1.2",
  extensions: { depth_prompt: { prompt: "Stay calm.", depth: 4 }, "other/program": { n: [1, 2] } },
};

export const v1Card: Record<string, unknown> = { ...flat, avatar: "none" };

/** As SillyTavern saves it: flat copies beside the data, a private chat, a book without extensions. */
export const v2Card: Record<string, unknown> = {
  ...flat,
  creatorcomment: "Made for tests 🚂.",
  chat: "Ada - 2024-1-1 @10h",
  fav: false,
  spec: "chara_card_v2",
  spec_version: "2.0",
  data: { ...second, character_book: { name: "Porto", entries: book.entries } },
};

export const v3Card: Record<string, unknown> = {
  spec: "chara_card_v3",
  spec_version: "3.0",
  data: {
    ...second,
    nickname: "Ada",
    group_only_greetings: [],
    creator_notes_multilingual: { de: "Für Tests." },
    source: ["https://example.com/ada"],
    creation_date: 1_700_000_000,
    assets: [
      { type: "icon", uri: "ccdefault:", name: "main", ext: "png" },
      { type: "background", uri: "https://example.com/b.png", name: "main", ext: "png" },
    ],
    character_book: book,
    future_field: { kept: true },
  },
};

export const oobaCard: Record<string, unknown> = {
  name: "Ada Brandt",
  greeting: "Is this seat free?",
  context: description,
  turn_template: "x",
};

/** W++ in a card without the fields that V3 asks for. */
export const wppCard: Record<string, unknown> = {
  spec: "chara_card_v3",
  spec_version: "3.0",
  data: {
    name: "Rui",
    description:
      '[Character("Rui") Age("31") Job("cook")\nLikes("fado" + "grilled fish") Personality("Loud" + "Warm")]',
    personality: "",
    scenario: "",
    first_mes: "Olá!",
    mes_example: "",
  },
};
