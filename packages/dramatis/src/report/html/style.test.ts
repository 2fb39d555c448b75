import assert from "node:assert/strict";
import { test } from "node:test";
import { STYLE } from "./style.ts";

/** Contrast ratio of two #rrggbb colours, WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) with relative luminances. */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test("the contrast formula gives 21 for black on white", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
});

test("all text has a contrast of at least 4.5 in light and in dark", () => {
  const palettes = [...STYLE.matchAll(/--paper: #[^}]*/gu)]
    .map(([text]) =>
      Object.fromEntries([...text.matchAll(/--(\w+): (#[0-9a-f]{6})/gu)].map(([, name, color]) => [name, color])),
    )
    .filter(({ paper }) => paper !== undefined);
  assert.equal(palettes.length, 2);
  for (const palette of palettes) {
    for (const [text, ground] of [
      ["ink", "paper"],
      ["ink", "card"],
      ["ink", "tint"],
      ["quiet", "paper"],
      ["quiet", "card"],
      ["accent", "paper"],
    ] as const) {
      const ratio = contrast(palette[text] ?? "", palette[ground] ?? "");
      assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
  }
});

test("the style asks for nothing from outside and cannot end its element", () => {
  assert.doesNotMatch(STYLE, /url\(|@import|<|\\/);
});
