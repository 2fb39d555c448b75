/** 812 → "1 kB", 8_142_057 → "8.1 MB", 397_808_192 → "398 MB", 4_370_000_000 → "4.4 GB". */
export function bytesText(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  const [value, unit] = bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
}
