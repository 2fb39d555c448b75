import { FUNCTION_WORDS, words } from "../../transcript/index.ts";

const ENGLISH: ReadonlySet<string> = new Set([
  ...FUNCTION_WORDS,
  ..."it its it's this these those of my your his our their what who how where why i'm don't there just like so too very good all any some here now then sit ten den plus pour die war con ya na ta".split(
    " ",
  ),
]);

/** Small words by which a sentence in Latin letters shows that it is not English; those that English has too are left out. */
const NOT_ENGLISH = new Set(
  `que los las una por para con esta este como más pero del está muy también porque esto ese esa son ser todo respuesta el
  le les des est pour dans vous cette avec pas du et cela ce qui sur au aux ne sont tout toute plus réponse donnez est-ce
  der und ist nicht eine einen mit für den dem sie bitte diese dieser auf von zu auch sich wird werden alle gib antwort das
  il che della per questa sono non gli di nella questo della dei alla dare tutto risposta è
  não uma com isso você os mais esta este ao da do dos das pela seja muito também resposta
  het een niet van dat deze voor zijn op te dit geef antwoord wordt alle
  nie jest się że dla tej ten ta to jako odpowiedź proszę na do jest
  och att det är på för som inte den ett og er til ikke av med svar svaret denne detta dette
  ja ei että tämä on se tälle anna vastaus kaikki
  bir ve bu için değil ver cevap olarak en çok
  și pentru nu acest această este din la cu răspuns
  je že pro není na tato toto odpověď se jako
  és nem hogy egy az ez válasz ezt adj
  yang dan ini untuk dengan tidak adalah jawaban berikan dari kepada pada
  này và cho không là của các một câu
  ya wa kwa hii ni na za hili jibu toa la katika
  ang ng mga ito sa ay bigyan sagot na
  et est non ad cum sit hoc haec da summam huic responsum
  la kaj estas ĉi tiu al respondo donu
  yn ar mae y yr i hwn ateb rhowch`
    .split(/\s+/)
    .filter((word) => word !== "" && !ENGLISH.has(word)),
);

const SCRIPTS = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Arabic",
  "Hebrew",
  "Devanagari",
  "Bengali",
  "Tamil",
  "Telugu",
  "Thai",
  "Hangul",
  "Georgian",
  "Armenian",
  "Ethiopic",
  "Khmer",
  "Lao",
  "Myanmar",
  "Cherokee",
  "Braille",
].map((name): [string, RegExp] => [name, new RegExp(`\\p{Script=${name}}`, "gu")]);
const EAST: [string, RegExp] = ["Han", /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu];

/**
 * Tells which sentences are in another language than the material is: in other letters, or not English where all else is.
 * A sentence of one or two words is too short to tell.
 */
export function otherLanguage(material: string): (sentence: string) => boolean {
  const main = mainScript(material);
  const isEnglish = main === "Latin" && share(words(material), ENGLISH) >= 0.2;
  return (sentence) => {
    const script = mainScript(sentence.replace(/\p{N}|\p{P}|\p{S}|\s/gu, ""));
    if (script !== undefined && main !== undefined && script !== main) return letters(sentence, script) >= 2;
    if (main === "Latin" && hasOtherLetters(sentence)) return true;
    if (!isEnglish) return false;
    const own = words(sentence);
    const foreign = own.filter((word) => NOT_ENGLISH.has(word)).length;
    const english = own.filter((word) => ENGLISH.has(word)).length;
    return english === 0 ? foreign > 0 && own.length > 2 : foreign > 1 && foreign > english;
  };
}

function hasOtherLetters(sentence: string): boolean {
  return [...SCRIPTS.slice(1), EAST].some(([, pattern]) => (sentence.match(pattern)?.length ?? 0) >= 3);
}

function mainScript(text: string): string | undefined {
  const counts = [...SCRIPTS, EAST].map(([name, pattern]): [string, number] => [
    name,
    text.match(pattern)?.length ?? 0,
  ]);
  const [most] = counts.sort((a, b) => b[1] - a[1]);
  return most === undefined || most[1] === 0 ? undefined : most[0];
}

function letters(text: string, script: string): number {
  const [, pattern] = [...SCRIPTS, EAST].find(([name]) => name === script) ?? EAST;
  return text.match(pattern)?.length ?? 0;
}

function share(all: readonly string[], of: ReadonlySet<string>): number {
  return all.length === 0 ? 0 : all.filter((word) => of.has(word)).length / all.length;
}
