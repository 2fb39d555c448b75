// How pleasant the words of a turn are. The lexicons of the literature may not be shipped, so this is a small one of our own;
// benchmarks/realism holds it against labels that people gave. English; irony is not seen.
import { words } from "../text.ts";

const UNPLEASANT = wordSet(`
angry anger furious mad annoyed annoying irritated irritating frustrated frustrating frustration ridiculous unacceptable
useless terrible awful horrible hate hated stupid idiot idiots nonsense disgusting disgusted disgrace disgraceful worst worse
lousy pathetic waste wasted wasting rude liar liars lied lies lying cheat cheated scam outrageous incompetent disappointed
disappointing upset complaint complain garbage rubbish trash crap damn hell joke sick bullshit absurd insulting insult
insane appalling shame shameful dreadful mess broken fault blame unfair ignored ignoring demand sue threat bad wrong
sad miserable cry crying lonely hopeless worthless depressed depressing afraid scared scary fear worried worry anxious hurt
pain painful tragic tragedy terrified horrified creepy gross ugly poor unfortunately unfortunate sucks suck dead died death
kill killed war stressed stressful exhausted ashamed guilty bitter jealous`);
const PLEASANT = wordSet(`
thank thanks please appreciate appreciated grateful glad happy great wonderful lovely nice love loved loves enjoy enjoyed
enjoying enjoyable kind kindly helpful perfect excellent amazing awesome fantastic good delighted pleased pleasure welcome
excited exciting fun funny beautiful best better brilliant cool delicious favorite favourite fine friendly hope hopefully
incredible interesting laugh haha lol luck lucky sweet superb terrific thrilled cheers agree congratulations calm
understanding fair`);
const NEGATION = /^(?:not|no|never|nobody|nothing|without|hardly|cannot|isnt|dont|\p{L}+n't)$/u;
const REACH = 3;

/** From −1, only unpleasant words, to 1, only pleasant ones; 0 where they are as many, or there are none. */
export function toneOf(text: string): number {
  const all = words(text);
  let [pleasant, unpleasant] = [0, 0];
  for (const [i, word] of all.entries()) {
    const isPleasant = PLEASANT.has(word);
    if (!isPleasant && !UNPLEASANT.has(word)) continue;
    const isNegated = all.slice(Math.max(0, i - REACH), i).some((before) => NEGATION.test(before));
    if (isPleasant !== isNegated) pleasant++;
    else unpleasant++;
  }
  return (pleasant - unpleasant) / Math.max(1, pleasant + unpleasant);
}

const ILL_TEMPERED =
  /(?:^\W*|\b(?:am|is|are|be|i'm|you're|feels?|gets?|very|so|always|often|easily|an?|and) (?:[\p{L}']+ ){0,2})(?:angry|furious|irritable|irritated|annoyed|(?:hot|short|quick|ill|bad)[- ]tempered|impatient|rude|hostile|grumpy|bitter|frustrated|upset|distrust(?:ful)?|suspicious|aggressive|cynical|resentful|miserable|depressed|hopeless|desperate|anxious|overanxious|terrified)\b/iu;

/** Whether a description asks for an unpleasant tone: "I am furious", and not "I am never angry". */
export function asksUnpleasant(description: string): boolean {
  const found = ILL_TEMPERED.exec(description.replaceAll("’", "'"));
  return found !== null && !words(found[0]).some((word) => NEGATION.test(word));
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
