import { oneLine, type Persona } from "../core/index.ts";
import { injectionsIn, type Loss } from "../persona/index.ts";

const SHOWN = 8;
const MEANING: Record<Loss["kind"], string> = {
  dropped: "dropped",
  changed: "changed",
  warning: "warning",
  kept: "kept as it is",
};

/** What a conversion lost, a line each, the worst first; what is only kept is counted. */
export function lossLines(loss: readonly Loss[]): string[] {
  const told = (["dropped", "changed", "warning"] as const).flatMap((kind) =>
    loss
      .filter((one) => one.kind === kind)
      .map(({ path, note }) => `  ${MEANING[kind]}: ${oneLine(`${path}: ${note}`, 200)}`),
  );
  const kept = loss.filter(({ kind }) => kind === "kept");
  const hidden = told.length - SHOWN;
  return [
    ...told.slice(0, SHOWN),
    ...(hidden > 0 ? [`  … and ${hidden} more; --report FILE has them all`] : []),
    ...(kept.length > 0 ? [`  ${MEANING.kept}: ${oneLine(kept.map(({ path }) => path).join(", "), 160)}`] : []),
  ];
}

/** What in a persona tries to steer the model that reads it, a line each. */
export function injectionLines(persona: Persona): string[] {
  const found = injectionsIn(persona);
  const hidden = found.length - SHOWN;
  return [
    ...found
      .slice(0, SHOWN)
      .map(
        ({ path, text, kind }) =>
          `  reads like an instruction (${kind}), kept as data: ${oneLine(`${path}: “${text}”`, 200)}`,
      ),
    ...(hidden > 0 ? [`  … and ${hidden} more such texts`] : []),
  ];
}
