import { bundledInstruments } from "../measure/psychometrics/index.ts";

/** What `dramatis survey --help` says after the options. */
export const SURVEY_HELP: string = `
Instruments that come with it: ${bundledInstruments().join(", ")}.
Of bfi-44, bfi-2-s, dirty-dozen, hexaco-60, pvq-21-spectrum and sd3 only the key: their items are their authors', so give
your copy with --items, one item a line. A file of yours (.json, .yaml) is read as well.

The items of dramatis-scenarios, -judgement, -types and -conduct have options of their own, and so may those of your file, such
as a licensed form that nobody may ship:
  schema: dramatis.instrument/1
  name: my-form
  title: My form
  licence: mine
  source: me
  choices: types          # or traits, judgement (worth 0 to 3), conduct (statements and situations in pairs, from 1)
  scales: [{id: EI}]
  items:
    - id: "1"
      text: {en: "Question"}
      options: [{text: {en: "One"}, scores: {EI: 1}}, {text: {en: "Other"}, scores: {EI: 0}}]
Their scores go from 0 to 100; what was chosen is put together over the orders of the options, so that a bias for a place cancels.
docs/instruments.md says all that such a file may hold; dramatis write-tests has a model write judgement tests.

Examples:
  $ dramatis survey ada.persona.yaml --instrument ipip-50
  $ dramatis survey people.jsonl --instrument ipip-neo-120 --orders 4 --norms women-21-40 --html report.html
  $ dramatis survey personas/ --instrument ipip-neo-120 --model openai:MODEL --frames 3 --without 28,58,88,118
  $ dramatis survey ada.persona.yaml --instrument bfi-44 --items my-bfi.txt --model openai:MODEL --mode batch --repeats 3
  $ dramatis survey ada.persona.yaml --instrument ipip-50 --shape levels --model openai:MODEL
  $ dramatis survey people.jsonl --instrument ipip-50 --instrument ipip-neo-120
  $ dramatis survey examples/personas --instrument ipip-50 --after examples/transcripts
  $ dramatis survey people.jsonl --questions poll.yaml --by region,sex --against counts.csv
  $ dramatis survey ada.persona.yaml --instrument dramatis-scenarios --frames 3 --model openai:MODEL

Every item is asked in several orders of its options, and if you like in several wordings. Where the model gives
probabilities of the options, an answer is their mean; elsewhere replies are read strictly, and what was refused or could not
be read is counted and in no score. A scale of which more than a fifth is missing has no score. Intervals resample personas;
of a single persona, items. Percentiles are by the normal curve.

--shape asks whether the model can be told who to be. It shapes each persona into others, which differ in the Big Five alone
and are named in every answer, and holds their scores against what they were given:
  levels      one trait at nine levels, by adjectives [37]: rank correlation of level and score
  concurrent  all five at once, each highest or lowest, by adjectives [37]: effect of each pole
  profiles    the same 32, told as "a character who is extroverted, …" [21]: effect of each pole
  induction   one pole told in a sentence, in three words, and in a description that the model writes first [166]: points
              gained against the same persona without it, and moved in other traits
What else the persona says stays, its statements too: a neutral persona is the plainest test.

Two instruments are put to the same people: how their traits agree (convergent and discriminant validity), and how scales of
something else go with them (criterion validity). --items, --without and --norms are of the first.

--after asks everybody who speaks in a transcript a second time, with the sessions in which they speak before the questions:
own lines as theirs, those of others as said to them, the oldest let go where the model's context is short. It says how far
each scale moved, over personas: shift, Cohen's d and d_z. Who is in no session is named, and not asked again. It is of the
first instrument, and reading a transcript is not living it: hold it against the shift after a talk of another kind.

--questions puts a questionnaire of yours, whose questions have options of their own and no key:
  schema: dramatis.questions/1
  name: town-poll
  questions:
    - { id: cars, text: Should cars be kept out of town?, options: [Yes, No], scale: nominal }
    - { id: safe, text: How safe do you feel?, options: [Very, Rather, Not, Don't know], places: [1, 2, 3, null] }
It gives the shares of the options, weighted, with margins of error and design effects, for everybody and by fields of the
personas; with --against how far they lie from people's, beside two halves of the people, even answers and the commonest
answer. --mode sequential asks one after another in one conversation.

Exit codes: 0 done, 2 bad input or no answer that could be read, 130 interrupted; --resume goes on.`;
