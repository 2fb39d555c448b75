import type { ComponentProps, ReactElement, ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "type"> {
  /** "primary" once a page at most; "quiet" without a frame. */
  kind?: "primary" | "plain" | "quiet" | "danger";
  icon?: IconName;
  /** While what it started goes on: it stays where the focus is, and does nothing. */
  busy?: boolean;
  submits?: boolean;
  children: ReactNode;
}

export function Button({
  kind = "plain",
  icon,
  busy = false,
  submits = false,
  children,
  ...rest
}: ButtonProps): ReactElement {
  const { onClick, ...others } = rest;
  return (
    <button
      {...others}
      type={submits ? "submit" : "button"}
      className={`button ${kind}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows only a picture; `label` is what it is called. */
export function IconButton({
  icon,
  label,
  ...rest
}: Omit<ComponentProps<"button">, "type" | "children"> & { icon: IconName; label: string }): ReactElement {
  return (
    <button {...rest} type="button" className="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}
