import type { ReactElement } from "react";
import { SelectField } from "../../parts/field.tsx";
import { type Draft, FormPart, LinesPart, type RowField, RowsPart, TextPart } from "./form-parts.tsx";
import { valueAt } from "./persona-text.ts";
import { SocialPart } from "./social-part.tsx";

const KINDS = ["fictional", "synthetic", "population", "individual", "assistant", "patient", "client"];
const STATEMENT: RowField[] = [
  { key: "text", label: "What is so, in the first person", kind: "long" },
  { key: "id", label: "Id", kind: "text" },
  { key: "topic", label: "Topic", kind: "text" },
  { key: "protected", label: "Protected", kind: "check" },
];
const TRAIT: RowField[] = [
  {
    key: "system",
    label: "System",
    kind: "choice",
    choices: ["big5", "hexaco", "mbti", "dark_triad", "pvq21", "pvq40", "custom"],
  },
  { key: "dimension", label: "Dimension", kind: "text" },
  { key: "level", label: "Level", kind: "share" },
];
const RELATION: RowField[] = [
  { key: "to", label: "To whom", kind: "text" },
  { key: "kind", label: "Kind", kind: "text" },
  { key: "closeness", label: "Closeness", kind: "share" },
  { key: "view", label: "What they think of them", kind: "text" },
];
const PREFERENCE: RowField[] = [
  { key: "attribute", label: "Of what", kind: "text" },
  { key: "value", label: "Which", kind: "text" },
  { key: "weight", label: "Weight", kind: "weight" },
];

/** The common parts of a persona as fields. Facets, and what else is in the file, stay as the text has them. */
export function PersonaForm({ draft }: { draft: Draft }): ReactElement {
  return (
    <form className="persona-form" onSubmit={(event) => event.preventDefault()}>
      <FormPart title="Who" open>
        <TextPart draft={draft} path={["name"]} label="Name" keepsEmpty />
        <TextPart draft={draft} path={["summary"]} label="Summary" hint="One sentence" isLong />
        <Kind draft={draft} />
      </FormPart>
      <FormPart title="Statements" open>
        <p className="hint">One fact each. A protected one cannot be overwritten by what is said in a chat.</p>
        <RowsPart
          draft={draft}
          path={["statements"]}
          label="Statements"
          one="statement"
          fields={STATEMENT}
          fresh={(rows) => ({ id: freshId(rows), text: "" })}
        />
      </FormPart>
      <FormPart title="Identity and life">
        <SocialPart draft={draft} />
        <LinesPart draft={draft} path={["identity", "personal"]} label="Of themselves" />
        <TextPart draft={draft} path={["identity", "life", "background"]} label="Background" isLong />
        <TextPart draft={draft} path={["identity", "life", "weekday"]} label="A weekday" isLong />
        <TextPart draft={draft} path={["identity", "life", "weekend"]} label="A weekend" isLong />
        <LinesPart draft={draft} path={["identity", "life", "loves"]} label="Loves" />
        <LinesPart draft={draft} path={["identity", "life", "hates"]} label="Hates" />
        <LinesPart draft={draft} path={["identity", "life", "goals"]} label="Goals" />
      </FormPart>
      <FormPart title="Traits">
        <RowsPart
          draft={draft}
          path={["traits"]}
          label="Traits"
          one="trait"
          fields={TRAIT}
          fresh={() => ({ system: "big5", dimension: "", level: 0.5 })}
        />
      </FormPart>
      <FormPart title="Style">
        <TextPart draft={draft} path={["style", "language"]} label="Language" />
        <LinesPart draft={draft} path={["style", "examples"]} label="Lines as they would say them" />
        <LinesPart draft={draft} path={["style", "phrases"]} label="Words they keep using" />
      </FormPart>
      <FormPart title="Knowledge">
        <LinesPart draft={draft} path={["knowledge", "facts"]} label="Knows" />
        <LinesPart draft={draft} path={["knowledge", "unknowns"]} label="Cannot know" />
        <TextPart draft={draft} path={["knowledge", "cutoff"]} label="Knows nothing after" hint="A date or a chapter" />
      </FormPart>
      <FormPart title="Relations and preferences">
        <RowsPart
          draft={draft}
          path={["relations"]}
          label="Relations"
          one="relation"
          fields={RELATION}
          fresh={() => ({ to: "", kind: "" })}
        />
        <RowsPart
          draft={draft}
          path={["preferences"]}
          label="Preferences"
          one="preference"
          fields={PREFERENCE}
          fresh={() => ({ attribute: "", value: "" })}
        />
      </FormPart>
      <FormPart title="Rules">
        <LinesPart draft={draft} path={["rules"]} label="Always, or never" />
      </FormPart>
      <p className="hint">Facets, documents and sources are edited in the text.</p>
    </form>
  );
}

function Kind({ draft }: { draft: Draft }): ReactElement {
  const value = String(valueAt(draft.tree, ["kind"]) ?? "");
  const choices = [...new Set(["", ...KINDS, value])].map((kind) => ({
    value: kind,
    label: kind === "" ? "not said" : kind,
  }));
  return (
    <SelectField
      label="Kind"
      value={value}
      choices={choices}
      change={(kind) => draft.set(["kind"], kind === "" ? undefined : kind)}
    />
  );
}

function freshId(rows: readonly unknown[]): string {
  const taken = new Set(rows.map((row) => valueAt(row, ["id"])));
  let number = rows.length + 1;
  while (taken.has(`s${number}`)) number += 1;
  return `s${number}`;
}
