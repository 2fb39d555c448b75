import { type FormEvent, type ReactElement, useState } from "react";
import { Button, IconButton } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import type { Draft } from "./form-parts.tsx";
import { valueAt } from "./persona-text.ts";

const COMMON = ["age", "gender", "occupation", "residence", "nationality", "education", "maritalStatus"];

/** Social facts: a name and a value each. */
export function SocialPart({ draft }: { draft: Draft }): ReactElement {
  const [name, setName] = useState("");
  const social = valueAt(draft.tree, ["identity", "social"]);
  const facts = typeof social === "object" && social !== null ? Object.entries(social) : [];
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const key = name.trim();
    if (key === "" || facts.some(([taken]) => taken === key)) return;
    draft.set(["identity", "social", key], "");
    setName("");
  };
  const left = COMMON.filter((key) => !facts.some(([taken]) => taken === key));
  return (
    <fieldset className="rows">
      <legend>Social facts</legend>
      <ul>
        {facts.map(([key, value]) => (
          <li key={key} className="rows-row social">
            <TextField
              label={key}
              value={Array.isArray(value) ? value.join(", ") : String(value)}
              change={(text) => draft.set(["identity", "social", key], factOf(text, value))}
            />
            <IconButton
              icon="bin"
              label={`Remove ${key}`}
              onClick={() => draft.set(["identity", "social", key], undefined)}
            />
          </li>
        ))}
      </ul>
      <div className="row end">
        <TextField
          label="Another fact"
          list="social-facts"
          placeholder="occupation"
          value={name}
          change={setName}
          onKeyDown={(event) => event.key === "Enter" && add(event)}
        />
        <datalist id="social-facts">
          {left.map((key) => (
            <option key={key} value={key} />
          ))}
        </datalist>
        <Button icon="plus" onClick={add}>
          Add
        </Button>
      </div>
    </fieldset>
  );
}

/** A whole number stays one, a list stays a list. */
function factOf(text: string, before: unknown): unknown {
  if (Array.isArray(before)) return text.split(/,\s*/);
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
