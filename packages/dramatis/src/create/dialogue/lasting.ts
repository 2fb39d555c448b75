// What a persona is made of lasts: what happens just now, or once and without consequence, is passed over. English.

const HABIT =
  /\b(?:always|every|usually|often|never|each|all the time|most of|for (?:a living|fun)|years?|since|sometimes|on weekends|these days|full time|part time)\b/iu;
const STATE =
  "having (?:twins|triplets|a (?:baby|boy|girl|child)|my)|building|working on|working (?:at|as|in|for|on my|two|full|part)|living|studying|going to (?:school|college|be)|training|raising|teaching|learning|attending|majoring|saving|planning|looking for|expecting|trying to|getting (?:married|a)|dating|running a|writing a|taking (?:classes|lessons)|starting|hoping|moving";
const NOW = new RegExp(
  `^(?:i|we) (?:am|are|was|were) (?:(?:just|now|currently|still|also|so|really|here|about to|all|only|actually|almost) )*(?!${STATE})(?:\\w+ing)\\b(?! (?:to|at|person|fan|of))`,
  "iu",
);
const FEELING =
  /^(?:i|we) (?:am|are|was) (?:(?:just|so|very|really|too|quite|pretty|all|a bit|a little|doing|feeling|still) )*(?:good|well|great|fine|okay|ok|sorry|glad|sure|happy|sad|tired|excited|bored|busy|curious|jealous|impressed|surprised|ready|back|home|here|off|done|hungry|thirsty|awake|confused|kidding|joking|new to this|lucky|alright|right|wrong|guilty|late|stuck|interested|envious|relaxed|fantastic|wonderful|awesome)\b(?! (?:at|with|in) )/iu;
/** What was done, once, at a named time or just now. */
const ONCE =
  /^(?:i|we) (?:just |also |already |even )*(?:(?!need|feed|breed)\w+ed|got|had|went|saw|ate|came|made|did|drank|woke|took|read|heard|sat|put|left|met|bought|found|ran|drove|won|started)\b.*\b(?:today|tonight|yesterday|this (?:morning|evening|afternoon|week|weekend)|last (?:night|week|weekend)|right now|earlier|a minute|again|for (?:lunch|dinner|breakfast))\b|^(?:i|we) just (?:got|finished|came|ate|had|woke|made|saw|watched|went|did|read|heard|sat|put|took|left|drank|listened|returned)\b/iu;
const LASTING_EVENT =
  /\b(?:born|married|divorced|graduated|retired|moved|bought|broke up|adopted|hired|fired|new (?:job|house|home|car)|pregnant|baby|died|passed away|turned|dumped|won|broke (?:my|up)|quit|lost my|got my|started (?:college|school|a|my|my own)|work)\b/iu;
const TALK =
  /^(?:i|we) (?:(?:just|really|do|do not|don't|can|can't|will|did|didn't|should|would|could|have|have not|haven't|already|never|am|had|am not) )*(?:bet|know|see|hear|heard|understand|agree|think|mean|guess|hope|wonder|wish|imagine|appreciate|feel|feel like|forget|forgot|remember|thought|doubt|figured|say|said|suppose|believe|ask|asked|need to|have to go|got to|gotta|should|look forward|must|recommend|suggest|let|get it|tell|wonder|knew|promise|swear)\b(?! how| god| in )/iu;

const UNRESOLVED =
  /\b(?:her|him|it|them|that|this|there|those|one|ones|any|some|so|too|whom|in|on|at|for|to|with|of|from|is|are|am|was|and|or|the|a|an|always|just|not|each|every|its|my|your|than|as)\.$|^(?:i|we) (?:do not |really |also )*(?:like|love|have|want|enjoy|hate|need)\.$|^(?:i|we) have (?:several|many|a few|some|one|two|three|four|five|six|both|all|enough|no)\.$/iu;
const TO_COME =
  /^(?:i|we) (?:will|have to|had to|can not wait|could|should|must|might)\b(?! (?:be|always|never|become|graduate|retire|only|not|take|volunteer|walk|live|work|eat|wear|use)\b)/iu;

/** In a longer sentence what it points to may stand before it. */
const SHORT = 6;

function isUnresolved(text: string): boolean {
  return UNRESOLVED.test(text) && text.split(" ").length <= SHORT;
}

/** Whether a first-person sentence says something that lasts. */
export function isLasting(text: string): boolean {
  if (TALK.test(text) || FEELING.test(text) || isUnresolved(text) || TO_COME.test(text)) return false;
  if (HABIT.test(text)) return true;
  if (NOW.test(text)) return false;
  return !ONCE.test(text) || LASTING_EVENT.test(text);
}
