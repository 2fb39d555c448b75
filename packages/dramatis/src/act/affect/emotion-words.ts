import { EMOTIONS, type Emotion, type Vad } from "./vad.ts";

// English words that name or show an emotion, drawn up for Dramatis: none is from a published lexicon.
const WORDS: Partial<Record<Emotion, string>> = {
  anger: `angry anger annoyed annoying annoys furious hate hated hates hating idiot idiots infuriating insult insulted
    irritated irritating mad outrage outraged outrageous rage resent shout shouted stupid unfair 😠 😡 🤬`,
  disgust: `disgust disgusted disgusting dirty filthy foul gross horrid nasty nauseating repulsive revolting rotten sick
    sickening stinks vile vomit yuck 🤢 🤮`,
  fear: `afraid alarmed anxiety anxious danger dangerous dread fear frightened frightening helpless horror nervous panic
    panicked scared scary terrified terrifying terror threat worried worries worry worrying 😨 😰 😱`,
  joy: `amazing awesome beautiful celebrate delighted enjoy enjoyed excellent excited exciting fantastic fun glad grateful
    great haha happy joy laugh love loved lovely loves perfect pleased proud thank thanks wonderful won yay 😀 😁 😂 😄 😊
    😍 🥰 ❤ 🎉`,
  sadness: `alone cried cry crying dead depressed devastated died disappointed gloomy grief grieving heartbroken hopeless
    hurt hurts lonely lost miserable miss missed mourn sad sadly sadness sorrow sorry tears unhappy 😢 😞 😔 😭 💔`,
  surprise: `astonished astonishing incredible omg shocked shocking stunned sudden suddenly surprise surprised surprising
    unbelievable unexpected unexpectedly whoa wow 😮 😲 😯`,
};

/** Each word at the point of its emotion. */
export const EMOTION_WORDS: ReadonlyMap<string, Vad> = new Map(
  Object.entries(WORDS).flatMap(([emotion, words]) =>
    words.split(/\s+/).map((word) => [word, EMOTIONS[emotion as Emotion]] as const),
  ),
);
