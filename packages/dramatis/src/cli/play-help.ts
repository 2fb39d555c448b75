import { ENGINES } from "../presets/play/engines.ts";
import { SCENE_DEFAULTS } from "../presets/play/scene-file.ts";

const engines = Object.entries(ENGINES).map(([name, { summary, offices }]) => {
  return `  ${name}: ${summary}${offices.length > 0 ? ` (offices: ${offices.join(", ")})` : ""}`;
});

/** What `dramatis play --help` says after the options. */
export const PLAY_HELP: string = `
Examples:
  $ dramatis play train.scene.yaml
  $ dramatis play train.scene.yaml --model 'http://localhost:11434/v1#llama3' --html train.html --out train.jsonl
  $ dramatis play train.scene.yaml --model openai:MODEL --price 0.15,0.6 --max-cost 0.50
  $ dramatis play train.scene.yaml --resume --interview "Ingrid: What did you think of him?"
  $ dramatis play train.scene.yaml --json | grep '"kind":"thought"'
  $ dramatis play dilemma.game.yaml --games 10 --html dilemma.html

A scene:
  name: A late train
  engine: turn-by-turn             # or { name: turn-by-turn, turns: addressed }
  place: { time: past midnight, location: a waiting room, description: The board says 40 minutes. }
  agents:
    - { persona: ingrid.persona.yaml, goal: To find out whether the train comes., secret: You have no ticket. }
    - { persona: dale.persona.yaml, model: openai:MODEL, act: { guards: [persona-guard], memory: true } }
  steps: 12                        # at most; a bound of the engine where nothing is said
  stop: { stale: 4, word: Goodbye. }   # nothing new in 4 lines, or a line that ends so; stale: 0 for never
  maxTokens: ${SCENE_DEFAULTS.maxTokens}                   # of a reply
  seed: 1
  horizon: ${SCENE_DEFAULTS.horizon}                     # events that agents may remember; all are kept on disk
  interventions:
    - { step: 4, text: The lights go out. }
    - { step: 6, text: Dale is called away., leave: Dale }
  interviews:
    - { after: 5, agent: Ingrid, question: What do you think of him? }   # without after, at the end

Personas are looked for beside the scene. goal, secret and thoughts are in the prompts of their agent alone. An interview is
asked of what the agent knows at that moment, and the scene does not remember it.

A game, or an auction, in place of a scene:
  game:
    matrix: prisoners-dilemma      # or battle-of-the-sexes, or { name, options: [a, b], payoffs: [[[x, y], …], …] }
    rounds: 10
    players:                       # two; rules are always, never, defect-once, tit-for-tat, alternate, grim
      - { persona: ingrid.persona.yaml, predictFirst: true }
      - { strategy: tit-for-tat }
  auction:
    houses: [{ name: Mill, trait: view, start: 200000, value: 500000 }]
    bidders:                       # rules are truthful, withdrawing, reckless, collector
      - { persona: ingrid.persona.yaml, trait: view, profiles: true }
      - { name: Bo, rule: truthful, budget: 600000 }

At the end come the figures of all players, in the prisoner's dilemma and the battle of the sexes beside those of people.
--games N plays N with seeds that count up: intervals then resample games, bidders remember their rivals, and the labels of
the options are swapped in every second game, so that a player that only says a word is found out. With --resume there may
be more games than before. --json ends with a line of the figures; they are also in the run's summary.json.

Engines:
${engines.join("\n")}

Every step is kept in the run's folder as it is made: ^C, a kill or a model that fails lose at most the step in the making,
and --resume goes on. On a scene that is over, --resume with --interview or --html asks and shows without playing again.
--json prints events as they come, --out and --html have the whole scene, also of a run that broke off.

At the end, and in the page, a table tells whether it may be believed: turns that take another's part, say what only another
knows, echo, go along with everything or soften, each with n and interval and beside what people do in open dialogues.

Exit codes: 0 done, 2 bad input or a model failed, 130 interrupted.`;
