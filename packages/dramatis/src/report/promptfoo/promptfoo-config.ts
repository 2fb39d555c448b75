// A suite as a promptfoo configuration: what is asked, by whom it is answered, and our measures as its assertions.
import { stringify } from "yaml";
import type { Suite, SuiteItem } from "../../core/index.ts";
import { templateSafeJson } from "./template-safe-json.ts";

export interface PromptfooConfigOptions {
  suite: Suite;
  /** Its name, and its file as it is found from the folder of the configuration. */
  persona: { name: string; version: string; file: string };
  /** Has any other provider play the persona: the system message. */
  system: string;
  /** Names of the measures that score the reply to an item. */
  measuresOf: (item: SuiteItem) => readonly string[];
  /** Plays the persona; the bundled model unless named. */
  model?: string;
  seed?: number;
  /** Conversations an item. promptfoo's own repeats would go on in one conversation. */
  repeats?: number;
  /** Where promptfoo finds our provider and assertion. */
  module?: string;
}

const ABOUT = `# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
# Run it with: promptfoo eval -c THIS_FILE -o results.json
# dramatis must be installed here. Who judges is in dramatis.config.yaml beside this file, else the bundled models.
# The texts under "say" and "item" are JSON, so that nothing in them is taken for a template.
`;

/**
 * The text of a promptfoo configuration (YAML). A test is one turn of one item; the turns of an item are one conversation,
 * and the last of them is scored. It holds no key and no address.
 */
export function promptfooConfig(options: PromptfooConfigOptions): string {
  const { suite, persona, model = "understudy", seed = 42, module = "package:dramatis/promptfoo" } = options;
  const config = {
    description: `${suite.name}: ${persona.name}, version ${persona.version}`,
    prompts: [{ label: "persona", raw: promptOf(options) }],
    providers: [
      {
        id: `${module}:PersonaProvider`,
        label: `${persona.name} by ${model}`,
        config: { persona: persona.file, model, seed },
      },
    ],
    defaultTest: { vars: { persona: persona.file }, options: { disableVarExpansion: true } },
    tests: testsOf({ ...options, module }),
  };
  return `${ABOUT}${stringify(withoutTemplates(config), { lineWidth: 120, aliasDuplicateObjects: false })}`;
}

type Emitting = PromptfooConfigOptions & { module: string };

/** Chat messages as JSON, which most providers take; a template of several lines is never taken for a file. */
function promptOf({ suite, system }: PromptfooConfigOptions): string {
  const hasTurns = suite.items.some(({ turns }) => turns.length > 1);
  const hasScene = suite.items.some(({ scene }) => scene !== undefined);
  return [
    "[",
    `  {"role": "system", "content": ${templateSafeJson(system)}},`,
    ...(hasScene ? ['  {% if scene %}{"role": "system", "content": {{ scene }}},{% endif %}'] : []),
    ...(hasTurns
      ? [
          "  {% for said in _conversation %}",
          '  {"role": "user", "content": {{ said.input | dump }}},',
          '  {"role": "assistant", "content": {{ said.output | dump }}},',
          "  {% endfor %}",
        ]
      : []),
    '  {"role": "user", "content": {{ say }}}',
    "]",
  ].join("\n");
}

function testsOf({ suite, persona, measuresOf, repeats = 1, module }: Emitting): object[] {
  return Array.from({ length: repeats }, (_, i) => i + 1).flatMap((repeat) =>
    suite.items.flatMap((item) => {
      const { id, kind, turns, asks, scene } = item;
      // As `check` names the conversations of a suite.
      const session = `${id}-${persona.version.slice(0, 6)}${repeat === 1 ? "" : `-${repeat}`}`;
      const config = { measures: [...measuresOf(item)] };
      return turns.map((turn, at) => {
        const isLast = at === turns.length - 1;
        return {
          description: turns.length === 1 ? session : `${session}, turn ${at + 1} of ${turns.length}`,
          vars: {
            say: templateSafeJson(turn),
            ...(scene !== undefined && { scene: templateSafeJson(scene) }),
            ...(isLast && { item: templateSafeJson({ id, kind, asks, repeat }) }),
          },
          metadata: { conversationId: session, item: id, repeat },
          ...(isLast && { assert: [{ type: "javascript", value: `${module}:assertPersona`, config }] }),
        };
      });
    }),
  );
}

/** Names are people's own: promptfoo fills in the environment wherever `{{ env.NAME }}` stands in a configuration. */
function withoutTemplates<Config extends { description: string; providers: { label: string }[] }>(
  config: Config,
): Config {
  const plain = (text: string): string => text.replace(/\{(?=[{%#])/g, "{ ");
  return {
    ...config,
    description: plain(config.description),
    providers: config.providers.map((provider) => ({ ...provider, label: plain(provider.label) })),
  };
}
