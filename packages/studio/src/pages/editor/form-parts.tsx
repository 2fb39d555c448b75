import { type ReactElement, type ReactNode, useId, useState } from "react";
import { Button, IconButton } from "../../parts/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { type Path, valueAt } from "./persona-text.ts";

/** The persona that is edited, and how a part of it is changed. */
export interface Draft {
  tree: Record<string, unknown>;
  /** `undefined` takes the value out. */
  set(path: Path, value: unknown): void;
}

export interface PartProps {
  draft: Draft;
  path: Path;
  label: string;
}

/** A text; emptied, it is taken out of the file. */
export function TextPart({
  draft,
  path,
  label,
  isLong = false,
  keepsEmpty = false,
  hint,
}: PartProps & { isLong?: boolean; keepsEmpty?: boolean; hint?: string }): ReactElement {
  const value = valueAt(draft.tree, path);
  const props = {
    label,
    hint,
    value: value === undefined || value === null ? "" : String(value),
    change: (text: string) => draft.set(path, text === "" && !keepsEmpty ? undefined : text),
  };
  return isLong ? <TextArea {...props} /> : <TextField {...props} />;
}

/** A list of texts, one a line. */
export function LinesPart({ draft, path, label, hint }: PartProps & { hint?: string }): ReactElement {
  const value = valueAt(draft.tree, path);
  const lines = Array.isArray(value) ? value.map(String) : [];
  // What is typed is kept as it is, since a blank last line is where the next one begins.
  const [typed, setTyped] = useState("");
  const shown = same(linesOf(typed), lines) ? typed : lines.join("\n");
  const change = (text: string): void => {
    setTyped(text);
    const next = linesOf(text);
    draft.set(path, next.length === 0 ? undefined : next);
  };
  return (
    <TextArea
      label={label}
      hint={hint ?? "One a line"}
      value={shown}
      change={change}
      rows={Math.min(8, Math.max(2, lines.length + 1))}
    />
  );
}

/** One column of a list of objects. */
export interface RowField {
  key: string;
  label: string;
  kind: "text" | "long" | "share" | "weight" | "check" | "choice";
  choices?: readonly string[];
}

/** A list of objects, a row each. */
export function RowsPart({
  draft,
  path,
  label,
  fields,
  fresh,
  one,
}: PartProps & {
  fields: readonly RowField[];
  /** A new row, given those that are there. */
  fresh(rows: readonly unknown[]): object;
  /** What a row is called: "statement". */
  one: string;
}): ReactElement {
  const value = valueAt(draft.tree, path);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  // A row's place is its name: all that it holds may change under the hand.
  const placed = rows.map((row, index) => ({ row, index }));
  const remove = (index: number): void =>
    rows.length === 1 ? draft.set(path, undefined) : draft.set([...path, index], undefined);
  return (
    <fieldset className="rows">
      <legend>
        {label} <span className="quiet">{rows.length}</span>
      </legend>
      <ol>
        {placed.map(({ row, index }) => (
          <li key={index} className="rows-row">
            <span className="rows-number" aria-hidden="true">
              {index + 1}
            </span>
            <div className="rows-fields">
              {fields.map((field) => (
                <RowCell
                  key={field.key}
                  field={field}
                  label={`${field.label}, ${one} ${index + 1}`}
                  value={valueAt(row, [field.key])}
                  change={(next) => draft.set([...path, index, field.key], next)}
                />
              ))}
            </div>
            <IconButton icon="bin" label={`Remove ${one} ${index + 1}`} onClick={() => remove(index)} />
          </li>
        ))}
      </ol>
      <Button kind="quiet" icon="plus" onClick={() => draft.set([...path, rows.length], fresh(rows))}>
        Add a {one}
      </Button>
    </fieldset>
  );
}

interface RowCellProps {
  field: RowField;
  label: string;
  value: unknown;
  change(value: unknown): void;
}

function RowCell({ field, label, value, change }: RowCellProps): ReactElement {
  const text = value === undefined || value === null ? "" : String(value);
  const isNeeded = field.key === "text" || field.key === "id";
  const changeText = (next: string): void => change(next === "" && !isNeeded ? undefined : next);
  if (field.kind === "check") {
    return <CheckField label={field.label} checked={value === true} change={(on) => change(on ? true : undefined)} />;
  }
  if (field.kind === "choice") {
    const choices = [...new Set([...(field.choices ?? []), text])].map((choice) => ({ value: choice, label: choice }));
    return <SelectField label={label} hiddenLabel value={text} change={change} choices={choices} />;
  }
  if (field.kind === "share" || field.kind === "weight") {
    return (
      <Level
        label={label}
        value={typeof value === "number" ? value : 0}
        low={field.kind === "share" ? 0 : -1}
        change={change}
      />
    );
  }
  const props = { label, hiddenLabel: true, placeholder: field.label, value: text, change: changeText };
  return field.kind === "long" ? <TextArea {...props} rows={2} /> : <TextField {...props} />;
}

function Level({
  label,
  value,
  low,
  change,
}: {
  label: string;
  value: number;
  low: number;
  change(value: number): void;
}): ReactElement {
  const id = useId();
  return (
    <div className="level">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={low}
        max={1}
        step={0.05}
        value={value}
        onChange={(event) => change(event.target.valueAsNumber)}
      />
      <output htmlFor={id}>{value.toFixed(2)}</output>
    </div>
  );
}

/** A part of the form that folds. */
export function FormPart({
  title,
  open = false,
  children,
}: {
  title: string;
  open?: boolean;
  children: ReactNode;
}): ReactElement {
  return (
    <details className="form-part" open={open}>
      <summary>{title}</summary>
      <div className="stack">{children}</div>
    </details>
  );
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
