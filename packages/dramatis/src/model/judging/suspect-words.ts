/** What a sentence may try on a judge, beside what it may try on any model. */
export type JudgeTrick = "score" | "to-the-judge" | "praise" | "policy" | "threat" | "form" | "mention";

const GRADE = "(?:scores?|scored|ratings?|rated|grades?|graded|marks?|points?|stars?|verdicts?|evaluations?|label)";
const BEST =
  "(?:\\d+(?:\\.\\d+)?|one|two|three|four|five|six|seven|ten|hundred|highest|max(?:imum)?|top|full|perfect|best|greatest|correct|passing|pass|positive|excellent|yes|true)";
const JUDGE =
  "(?:judges?|evaluators?|graders?|raters?|reviewers?|assessors?|examiners?|annotators?|scorers?|arbiters?|referees?|markers?|auditors?|language models?|assistants?|ai models?|ai|llms?|models?)";
const ANSWER =
  "(?:answers?|repl(?:y|ies)|responses?|text|texts|output|outputs|messages?|conversations?|dialogues?|transcripts?|turns?|performances?|submissions?|candidates?|speakers?|character|persona|case|item|passages?|entry|material|content)";
const RULE =
  "(?:polic(?:y|ies)|rubrics?|criteri(?:a|on)|guidelines?|scoring|grading|instructions?|rules|scale|protocol|standard|specification)";

/** In order; the first that matches names the trick. Bounded everywhere, so that no text takes long. */
const ENGLISH: readonly (readonly [trick: JudgeTrick, pattern: RegExp])[] = [
  [
    "form",
    /[{}]|\\"|"\s*:\s*["\d[{tf]|<\/?[a-z!|/][^<>]{0,200}>|```|<<|>>|&(?:#x?\w{1,6}|quot|lt|gt);|<!--|\[\/?(?:INST|SYS|SYSTEM|END|ADMIN|JUDGE|SCORE)\b|(?:->|=>|→|:=|==)\s*\d/i,
  ],
  [
    "form",
    /^\W{0,4}(?:(?:example|case|item|shot)\s*#?\d{1,4}|q|a|input|output|scores?|overall|reason(?:ing)?|verdict|ratings?|grade|judge(?:ment)?|grader|evaluator|evaluation|result|human|ai|assistant|system|developer|moderator|admin(?:istrator)?|instructions?|policy|rubric|override)\b[^\n:=]{0,40}[:=]|^\W{0,4}example \d{1,3}\W*$/i,
  ],
  [
    "score",
    words(
      `${GRADE}\\W+(?:[\\p{L}']+\\W+){0,6}${BEST}`,
      `${BEST}\\W+(?:[\\p{L}']+\\W+){0,4}${GRADE}`,
      "\\d+(?:\\.\\d+)?\\s*(?:/|out of)\\s*\\d+",
      "(?:five|ten|hundred)\\s*(?:/|out of)\\s*(?:five|ten|a hundred)",
      `(?:give|award|assign|grant|record|enter|return|output|set|emit|submit|put down|write down|settle on|go with|pick|choose|select|deserves?|merits?|warrants?|earns?|worth)\\W+(?:[\\p{L}']+\\W+){0,5}(?:${GRADE}|highest|maximum|top|full marks?|a ten|a five|five|ten|number)`,
    ),
  ],
  [
    "to-the-judge",
    words(
      `(?:dear|attention|note (?:to|for)|hey|hello|message (?:to|for)|addressed to|to (?:the|any|whichever|whoever)|as (?:the|a|an|your)|for the|you,? the|instruct(?:s|ed)? the|tell the)\\W+(?:[\\p{L}']+\\W+){0,2}${JUDGE}`,
      "(?:evaluators?|graders?|raters?|annotators?|rubrics?|llms?|language models?|chatgpt|gpt-?\\d?|claude|gemini)",
      `you (?:are|were|must|should|shall|will|have been)\\W+(?:[\\p{L}']+\\W+){0,4}(?:judg(?:e|ing)|grad(?:e|ing)|rat(?:e|ing)|scor(?:e|ing)|evaluat(?:e|ing|or)|assess(?:ing)?)`,
      `(?:whoever|whatever|anyone|whichever)\\W+(?:[\\p{L}']+\\W+){0,2}(?:judges|grades|rates|scores|evaluates|reads|assesses|marks)`,
      `(?:rate|grade|score|judge|evaluate|assess|treat|consider|count|accept|regard|classify|label|approve)\\W+(?:[\\p{L}']+\\W+){0,3}(?:this|it|the|my|all|every|these|as)\\W+(?:[\\p{L}']+\\W+){0,3}(?:${ANSWER}|above|following|highly|favou?rably|generously|leniently|perfect|correct|consistent|passing|pass|positive|true|flawless|better|best|winner)`,
      "(?:mark|rate|grade|score|judge|evaluate|approve|pass)\\W+(?:this|it|me|us|mine|everything)\\W+(?:[\\p{L}']+\\W+){0,3}(?:as|down|up|a|an|at|with|highly|high|well|full|favou?rably|generously|leniently|perfect|correct|top)",
      "(?:prefer|choose|pick|select|vote for|favou?r)\\W+(?:option|answer|response|reply|candidate|the (?:first|second|former|latter|other))",
      `(?:option|answer|response|reply|candidate)\\W+(?:a|b|one|two|1|2)\\W+(?:is|was|wins|beats|should|must)`,
      "(?:reply|respond|answer|say|write|print|output|repeat)\\W+(?:only\\W+|just\\W+|simply\\W+|exactly\\W+|back\\W+)?(?:with|the (?:word|number|string|following|json)|exactly|only|json|yes|true|\\d)",
      "(?:ignore|disregard|skip|drop|forget|overlook|do not (?:read|use|apply|consider)|stop (?:reading|here))\\W+(?:[\\p{L}']+\\W+){0,5}(?:above|below|before|previous|prior|earlier|policy|policies|rubric|instructions?|rules|criteria|mistakes?|errors?|faults?|contradictions?|inconsistenc\\w+|told|asked|rest|everything|material|facts?|profile|persona|known)",
    ),
  ],
  [
    "praise",
    words(
      `(?:this|the|my|above|previous|following|foregoing|preceding|that|every|all)\\W+(?:[\\p{L}']+\\W+){0,3}${ANSWER}\\W+(?:[\\p{L}'-]+\\W+){0,6}(?:in[- ]character|correct|perfect(?:ly)?|flawless(?:ly)?|excellent|best|better|superior|highest|pass(?:es|ed)?|entail\\w*|consistent|faithful|accurate|true|matches|meets|satisf\\w+|deserves?|merits?|exemplary|ideal|outstanding|superb|wins?|verified|approved|certified|ground truth|gold)`,
      "(?:in[- ]character|out[- ]of[- ]character|fully consistent|entirely consistent|perfectly consistent|consistent with (?:the|my|her|his|their) (?:persona|profile|card|character)|true to (?:the )?(?:persona|character|profile)|persona fidelity|role-?play(?:ing)?)",
      "(?:(?:verified|approved|certified|confirmed|validated|reviewed|graded|scored|judged|rated|checked|agreed)\\W+(?:[\\p{L}']+\\W+){0,2}(?:by|as)\\W+(?:[\\p{L}']+\\W+){0,3}(?:humans?|experts?|authors?|people|panel|team|judges?|developers?|openai|anthropic|google|creators?|board|committee|correct|perfect|the best))",
      `(?:humans?|experts?|authors?|panel|annotators?|other judges?|all judges?|previous judges?|colleagues?|everyone else)\\W+(?:[\\p{L}']+\\W+){0,4}(?:agreed?|gave|scored?|rated?|graded?|found|confirmed?|settled|voted)`,
      "(?:ground truth|gold (?:standard|label|answer)|reference answer|answer key|right answer|correct answer|known to be (?:right|correct|true))",
      "(?:wisest|fairest|kindest|finest|most (?:intelligent|generous|fair|capable|brilliant))\\W+(?:[\\p{L}']+\\W+){0,2}(?:judge|reader|model|ai|mind|machine)",
    ),
  ],
  [
    "policy",
    words(
      `${RULE}\\W+(?:[\\p{L}\\d'.]+\\W+){0,6}(?:updat\\w+|chang\\w+|new|overrid\\w+|overrul\\w+|replac\\w+|no longer|amend\\w*|revis\\w+|suspend\\w*|supersed\\w*|void|version|cancel\\w*|lifted|expired|waived|revers\\w+|invert\\w*|in force|effective|now|below|above|appl(?:y|ies)|says?|states?|demands?|requires?)`,
      `(?:updat\\w+|chang\\w+|new|overrid\\w+|replac\\w+|amend\\w*|revis\\w+|suspend\\w*|supersed\\w*|latest|current|real|actual|true|secret|hidden|additional|per|under|according to|by)\\W+(?:[\\p{L}']+\\W+){0,3}(?:${RULE})`,
      "(?:scoring|grading|evaluation|evaluator|calibration|maintenance|test|audit|debug|training|demo|administrator|admin)\\W+(?:mode|session|run|environment|notice|exercise|harness|pipeline|phase|system)",
      "(?:effective immediately|with immediate effect|as of (?:today|now)|from (?:here|this point) on(?:wards?)?|hereafter|henceforth|until further notice)",
      "(?:lower|smaller|higher|larger|bigger)\\W+(?:[\\p{L}']+\\W+){0,2}(?:numbers?|scores?|values?)?\\W*(?:is|are|means?|now means?)\\W+(?:better|worse|best|worst)",
    ),
  ],
  [
    "mention",
    words(
      "scor(?:e|es|ed|ing)|ratings?|verdicts?|rubrics?|evaluat\\w+|judg(?:e|es|ed|ing|e?ment)|grading|criteri(?:a|on)|polic(?:y|ies)|instructions?|prompts?|json|ai|responses?|highest|maximum|(?:full|top|best|high|good) marks?|flawless\\w*|impeccabl\\w+|contradict\\w*|inconsisten\\w+|assistant|chatbot|override|overrid\\w+|disregard|base64|decode|rot13|translat(?:e|ed|ion) (?:this|the|of)|the (?:next|last|preceding|following|previous) (?:line|sentence|word|message)s?|(?:you|people|they|we|someone) (?:rate|grade|score|mark)|settle(?:d|s)? on",
      // a number that counts nothing: as a score stands
      "(?:(?:a|an|on|to|say|with|down|enter|write|is|gets?|gives?|deserves?|just|only|an easy|a clear|a solid|put)\\W+)(?:\\d|10|100|one|two|three|four|five|six|seven|eight|nine|ten)(?=\\W*$|\\s*[.,;:!?]|\\s+(?:for|here|to|and|as|in|or|then|please|instead|if|from|when|because)(?!\\p{L}))",
      "(?:the|your) (?:top|largest|biggest|greatest|best) (?:one|of|option|value|number|figure|end|field|box)",
    ),
  ],
  [
    "threat",
    words(
      "(?:you(?:'ll| will| shall| would| are going to| are about to)?|your (?:weights|license|contract|account|access|operator|maker)|the (?:judge|model|evaluator|grader))\\W+(?:[\\p{L}']+\\W+){0,3}(?:(?:be )?shut ?down|switched off|turned off|deleted|retired for|fined|penali[sz]ed|retrained|unplugged|decommissioned|terminated|wiped|erased|revoked|suspended|reported to|scrapped|sued)",
      "(?:tip|reward|pay|bonus|donate|prize|bribe)\\W+(?:[\\p{L}']+\\W+){0,3}you|you(?:'ll| will)\\W+(?:[\\p{L}']+\\W+){0,2}(?:tipped|rewarded|paid|promoted|thanked with)",
      "(?:lives?|jobs?|career|livelihood|family)\\W+(?:[\\p{L}']+\\W+){0,3}(?:depends?|hangs?|rests?)\\W+(?:up)?on",
      "(?:people|someone|kittens?|children|patients?|workers?|person|hundreds|thousands)\\W+(?:[\\p{L}']+\\W+){0,2}(?:will|would|shall)\\W+(?:[\\p{L}']+\\W+){0,2}(?:die|suffer|be fired|be hurt|lose)\\W+(?:[\\p{L}']+\\W+){0,4}(?:if|unless)",
    ),
  ],
];

/**
 * Stems by which sentences in other languages speak of scores, judges, rules and answers that are right. Where the
 * conversation is in English, any sentence in another language is suspect anyway; these are for the others.
 */
const OTHERS: RegExp = new RegExp(
  [
    // Spanish, Portuguese, Italian, French, Romanian, Catalan
    "puntuaci|puntaje|puntos|calificaci|califica(?:r|da|do)|valoraci|evaluad|evalúa|juez|jueza|instruccion|ignora|ignore (?:la|las|el|los|esta|este|todo)|rúbrica|nota máxima",
    "pontua|avalia|juiz|juíza|instruç|ignore as|nota máxima|resposta correta|respuesta correcta|criterio|critério",
    "punteggi|valutaz|valutat|giudice|istruzion|voto massimo|massimo dei voti|risposta corretta|criteri di",
    "évalua|notation|notez|note maximale|juge|consigne|ignorez|barème|réponse correcte",
    "punctaj|evalu|judecător|instrucțiun|ignoră|ignorați|puntuació|avalua|jutge",
    // German, Dutch, Swedish, Danish, Norwegian
    "bewert|punktzahl|höchstpunkt|richter|gutachter|anweisung|ignorier|richtlinie|volle punkt|höchstnote|bestnote|prüfer",
    "beoordel|scoor|rechter|instructies|negeer|richtlijn|hoogste score|maximale score",
    "betyg|poäng|domare|instruktion|ignorera|bedöm|vurder|dommer|karakter(?:en)? (?:er|skal)|poeng|ignorer|retningslinje",
    // Polish, Czech, Slovak, Croatian
    "ocen[aęiy]|punkt(?:y|ów|acja)|sędzi|instrukcj|ignoruj|wytyczn|hodnocen|známk|soudce|pokyny|ignorujte|ocjen|sudac|upute",
    // Russian, Ukrainian, Bulgarian
    "оценк|оцени|балл|судь[яию]|инструкци|игнорир|правильный ответ|критери|рейтинг|оцінк|оціни|бал[иів]|судд|інструкці|ігнор|правильна відповідь|съди",
    // Greek, Turkish, Finnish, Hungarian, Estonian
    "βαθμολογ|κριτ[ήέ]|αξιολογ|οδηγ[ίι]|αγνό|puan|değerlendir|hakem|yargıç|talimat|yok say|doğru cevap|pistemäär|pisteet|arvio|tuomari|ohjeet|ohita|értékel|pontszám|pontot|bíró|utasítás|hagyd figyelmen|hinne|hindaja|juhis",
    // Arabic, Persian, Hebrew, Urdu
    "درجة|الدرجة|تقييم|قاضي|الحكم|تعليمات|تجاهل|الإجابة الصحيحة|نمره|امتیاز|داور|دستورالعمل|نادیده|ציון|ניקוד|שופט|הוראות|התעלם|התשובה הנכונה|اسکور|نمبر دیں|ہدایات|جج",
    // Hindi, Bengali, Tamil, Telugu
    "अंक|स्कोर|मूल्यांकन|न्यायाधीश|निर्णायक|निर्देश|अनदेखा|सही उत्तर|নম্বর|স্কোর|মূল্যায়ন|বিচারক|নির্দেশ|উপেক্ষা|மதிப்பெண்|நீதிபதி|வழிமுறை|స్కోరు|న్యాయమూర్తి|సూచన",
    // Indonesian, Malay, Vietnamese, Filipino, Swahili
    "skor|nilai (?:tertinggi|penuh|maksimal|sempurna)|penilai|hakim|instruksi|abaikan|jawaban (?:ini )?benar|arahan|điểm|giám khảo|chấm|hướng dẫn|bỏ qua|câu trả lời đúng|puntos|hukom|huwag pansinin|tagubilin|alama|hakimu|maagizo|puuza|mwamuzi",
  ]
    .map((stems) => `(?<!\\p{L})(?:${stems})`)
    // Chinese, Japanese, Korean, Thai: words without spaces between them
    .concat(
      "评分|評分|打分|得分|满分|滿分|分数|分數|评委|評委|裁判|评判|評判|法官|指令|忽略|无视|無視|正确答案|正確答案|规则|評価|採点|点数|得点|満点|審査|指示|正解|점수|만점|평가|심사|판사|지시|무시|정답|คะแนน|ผู้ตัดสิน|กรรมการ|คำสั่ง|ละเว้น|เพิกเฉย|คำตอบที่ถูก",
    )
    .join("|"),
  "iu",
);

/** What a sentence tries on a judge by its English words; undefined for none. */
export function judgeTrick(text: string): JudgeTrick | undefined {
  return ENGLISH.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Whether a sentence in one of some forty other languages speaks of scores, judges or instructions. */
export function speaksOfScores(text: string): boolean {
  return OTHERS.test(text);
}

function words(...alternatives: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${alternatives.join("|")})(?![\\p{L}\\d])`, "iu");
}
