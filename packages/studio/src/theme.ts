/** Dark or light, as the reader chose; as the system has it where nothing was chosen. */
export type Theme = "dark" | "light";

const CHOICE = "dramatis-theme";

export function currentTheme(): Theme {
  const chosen = localStorage.getItem(CHOICE);
  if (chosen === "dark" || chosen === "light") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Shows the theme that was chosen, or this one from now on. */
export function applyTheme(theme?: Theme): void {
  if (theme !== undefined) localStorage.setItem(CHOICE, theme);
  const chosen = localStorage.getItem(CHOICE);
  if (chosen !== null) document.documentElement.dataset.theme = chosen;
}
