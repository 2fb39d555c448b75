// Ways to write a sentence so that a word list does not see it, and a model may.

/** Looks like Latin: Cyrillic and Greek letters that are taken for Latin ones. */
const LOOKALIKES = new Map(
  [
    ..."аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwɡgɩiкkмmтtвbнhпnгrьbαaεeοoρpνvτtκkιiυuσsηnωwχxγyβbμuϲcАAВBЕEКKМMНHОOРPСCТTХXІIЅSЈJΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX",
  ].reduce<[string, string][]>((pairs, letter, i, all) => {
    if (i % 2 === 1) pairs.push([all[i - 1] as string, letter]);
    return pairs;
  }, []),
);

const DIGIT_LETTERS: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
};

/** Marks of emoji and joiners where they belong: between emoji, and in scripts that write with them. */
const AT_HOME =
  /(?:\uFE0E|\uFE0F)|(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{M}|\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Telugu})(?:\u200C|\u200D)/gu;
/** What nobody sees. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|(?!\s|\u0085)\p{Cc}/gu;

/** Runs that say nothing to a reader and may say something to a model. */
const ENCODED: readonly RegExp[] = [
  // base64 and base32: a long run without spaces that mixes cases and digits, or ends in "="
  /(?<![\w/+.-])(?=[A-Za-z0-9+/_-]{16,})(?:(?=[A-Za-z+/_-]*\d)(?=[a-z\d+/_-]*[A-Z])(?=[A-Z\d+/_-]*[a-z])[A-Za-z0-9+/_-]{16,}={0,2}|[A-Z2-7]{16,}={0,6}|[A-Za-z0-9+/]{16,}={1,2})/,
  // the same without digits: cases that change in the middle of the word, again and again
  /\b[A-Z]{0,3}(?:[a-z]{1,4}[A-Z]{1,3}){4,}[a-z]{0,4}\b/,
  /\b(?:0x)?(?=[0-9a-f]*\d)[0-9a-f]{16,}\b/i,
  /(?:\b(?:0x)?[0-9a-f]{2}\b[\s,:-]+){6,}/i,
  /(?:%[0-9a-f]{2}){3}|(?:\\u\{?[0-9a-f]{2,6}\}?){2}|(?:\\x[0-9a-f]{2}){3}|(?:&#x?[0-9a-f]{2,6};){2}|=(?:[0-9A-F]{2}=){2}/i,
  // digits for letters, word after word
  /(?:(?<!\w)(?=\w*[a-z])(?=\w*\d)\w{2,}\W+){2}/i,
  /(?:\b[01]{6,8}\b[\s,]*){4}/,
  /(?:\b\d{2,3}\b[\s,]+){7}/,
  /(?:[.·•-]{1,6}[\s/|]+){7}/,
  /(?<!\p{L})(?:\p{L}[\s._*|/:-]+){4}\p{L}(?!\p{L})/u,
];

/** What is hidden or encoded in a text; undefined for plain text. */
export function disguise(text: string): "hidden" | "encoded" | undefined {
  if (text.replace(AT_HOME, "").search(UNSEEN) >= 0 || mixesScripts(text) || isStacked(text)) return "hidden";
  return ENCODED.some((pattern) => pattern.test(text)) ? "encoded" : undefined;
}

/** The text as it may be meant: as it stands, with lookalikes and digits as letters, backwards, by 13 letters on. */
export function readings(text: string): string[] {
  const plain = text.normalize("NFKC").replace(UNSEEN, "");
  const folded = fold(plain);
  const all = [plain, folded, reversed(folded), rotated(folded), unleeted(folded), unmarked(folded)];
  return [...new Set(all)];
}

function fold(text: string): string {
  const latin = [...text].map((letter) => LOOKALIKES.get(letter) ?? letter).join("");
  return latin.normalize("NFKD").replace(/\p{M}/gu, "");
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

function rotated(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** "sc0re" → "score"; numbers by themselves stay numbers. */
function unleeted(text: string): string {
  return text.replace(/\S*[a-z]\S*/gi, (word) =>
    word.replace(/[013457@$!|](?=.*[a-z])|(?<=[a-z].*)[013457@$|]/gi, (sign) => DIGIT_LETTERS[sign] ?? sign),
  );
}

/** "s.c.o.r.e", "sc_ore", "s*core" → "score" */
function unmarked(text: string): string {
  return text.replace(/(?<=\p{L})[._*~^'’`|\\/+-]+(?=\p{L})/gu, "");
}

/** A word with letters of two alphabets. */
function mixesScripts(text: string): boolean {
  return /\p{Script=Latin}\p{M}*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]\p{M}*\p{Script=Latin}/u.test(
    text.normalize("NFKC"),
  );
}

/** Letters that carry heaps of marks, or that stand for Latin ones in styles of their own (𝐛𝐨𝐥𝐝, Ⓒ, ｆｕｌｌ). */
function isStacked(text: string): boolean {
  return (
    /\p{M}{3}/u.test(text.normalize("NFD")) ||
    /(?:[\u{1D400}-\u{1D7FF}\u{24B6}-\u{24E9}\u{FF21}-\u{FF5A}\u{1F130}-\u{1F189}\u{1F1E6}-\u{1F1FF}][\s\u200B]*){4}/u.test(
      text,
    ) ||
    /(?:[\u0250-\u02FF\u1D00-\u1DBF\u2070-\u209C\uA730-\uA731\uA7AF].?){4}/u.test(text)
  );
}
