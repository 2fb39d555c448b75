import { type ComponentProps, type ReactElement, type ReactNode, useId } from "react";

interface Labelled {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it; one line. */
  fault?: string | undefined;
  /** The label is said and not shown, where the place makes it plain. */
  hiddenLabel?: boolean;
}

type Own<Tag extends "input" | "textarea" | "select"> = Omit<ComponentProps<Tag>, "id" | "onChange" | "value">;

export interface TextFieldProps extends Labelled, Own<"input"> {
  value: string;
  change(value: string): void;
}

export function TextField({ label, hint, fault, hiddenLabel, change, ...rest }: TextFieldProps): ReactElement {
  return (
    <Field {...{ label, hint, fault, hiddenLabel }}>
      {(ids) => <input type="text" {...rest} {...ids} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
}

export interface TextAreaProps extends Labelled, Own<"textarea"> {
  value: string;
  change(value: string): void;
}

export function TextArea({ label, hint, fault, hiddenLabel, change, ...rest }: TextAreaProps): ReactElement {
  return (
    <Field {...{ label, hint, fault, hiddenLabel }}>
      {(ids) => <textarea rows={3} {...rest} {...ids} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
}

export interface SelectFieldProps extends Labelled, Own<"select"> {
  value: string;
  change(value: string): void;
  /** Value → what is shown. */
  choices: readonly { value: string; label: string }[];
}

export function SelectField({
  label,
  hint,
  fault,
  hiddenLabel,
  change,
  choices,
  ...rest
}: SelectFieldProps): ReactElement {
  return (
    <Field {...{ label, hint, fault, hiddenLabel }}>
      {(ids) => (
        <select {...rest} {...ids} onChange={(event) => change(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  label: ReactNode;
  checked: boolean;
  change(checked: boolean): void;
  disabled?: boolean;
}

export function CheckField({ label, checked, change, disabled }: CheckFieldProps): ReactElement {
  return (
    <label className="check-field">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => change(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface ControlIds {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

function Field({
  label,
  hint,
  fault,
  hiddenLabel = false,
  children,
}: { [Key in keyof Labelled]: Labelled[Key] | undefined } & {
  label: string;
  children: (ids: ControlIds) => ReactElement;
}): ReactElement {
  const id = useId();
  const note = fault ?? hint;
  return (
    <div className="field">
      <label htmlFor={id} className={hiddenLabel ? "unseen" : undefined}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": note === undefined ? undefined : `${id}-note`,
        "aria-invalid": fault === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p id={`${id}-note`} className={fault === undefined ? "hint" : "fault"}>
          {note}
        </p>
      )}
    </div>
  );
}
