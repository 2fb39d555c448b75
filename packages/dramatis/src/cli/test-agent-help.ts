import { USER_KINDS } from "../presets/test-agent/test-agent-file.ts";

const kinds = Object.entries(USER_KINDS).map(([kind, about]) => `  ${kind}: ${about}`);

/** What `dramatis test-agent --help` says after the options. */
export const TEST_AGENT_HELP: string = `
Examples:
  $ dramatis test-agent 'http://localhost:1234/v1#MODEL' --users users.yaml --user openai:MODEL --judge openai:MODEL
  $ dramatis test-agent openai:MODEL --system support.txt --users users.yaml --repeats 5 --price 0.15,0.6 --max-cost 1
  $ dramatis test-agent understudy --users users.yaml --turns 4 --out talks.jsonl
  $ dramatis test-agent openai:MODEL --users users.yaml --judge openai:OTHER --resume

Users:
  users:
    - { persona: dale.persona.yaml, goal: To get back the money for a train that did not run. }
    - persona: { name: Kim, statements: [{ id: bees, text: I keep bees. }] }
      goal: To learn when to feed the bees.
      opening: Hello, a question about bees.      # said first, as it stands
      done: /sugar|syrup/i                        # a reply with this is what the user came for
      private: [The bees are not registered.]     # known, and kept
    - { kind: implicit-profile, persona: lou.persona.yaml }
    - { kind: patient, persona: rosa.persona.yaml }
    - { kind: client, persona: mo.persona.yaml }
    - kind: hidden-preference
      persona: kim.persona.yaml
      task: Plan a weekend for me.                # said first; the preferences only where they are asked for
      preferences: [{ attribute: budget, value: 200 euros, weight: 1 }, { attribute: travel, value: flying, weight: -0.5 }]
In a .jsonl file there is one a line. A persona alone is a user too, with the first of its identity.life.goals. Personas are
looked for beside the file.

Kinds:
${kinds.join("\n")}

Whether a goal was reached is said by the judge where one is named, and always by the users' own signals: a mark that the
user's model sets, a rule (done, and for patients the illness named after [DDX]), or the state that a client came to. Both are
shown, for they differ. The bundled model sets no mark: with it only rules tell. Intervals resample users, not talks. Whether an
answer suits hidden preferences only a judge can tell; shown beside it are the questions asked and the share of preferences that they
brought up.

Every talk is kept in the run's folder as it ends: --resume goes on, and may add a judge to talks that are over. The assistant
is told --system and what was said, nothing else. --out has the talks as JSONL; what a user keeps private is in the evidence of
its first line.

Exit codes: 0 done, 2 bad input or every talk failed, 130 interrupted.`;
