// By how they begin: a provider may send another kind than was asked for, and what is served must say what it is.

type Signature = readonly [type: string, isSo: (bytes: Uint8Array) => boolean];

const PICTURES: readonly Signature[] = [
  ["image/png", begins(0x89, 0x50, 0x4e, 0x47)],
  ["image/jpeg", begins(0xff, 0xd8, 0xff)],
  ["image/webp", (bytes) => text(bytes, 0) === "RIFF" && text(bytes, 8) === "WEBP"],
  ["image/avif", (bytes) => text(bytes, 4) === "ftyp" && text(bytes, 8) === "avif"],
];

const SOUNDS: readonly Signature[] = [
  ["audio/wav", (bytes) => text(bytes, 0) === "RIFF" && text(bytes, 8) === "WAVE"],
  ["audio/ogg", (bytes) => text(bytes, 0) === "OggS"],
  ["audio/flac", (bytes) => text(bytes, 0) === "fLaC"],
  ["audio/mp4", (bytes) => text(bytes, 4) === "ftyp"],
  ["audio/webm", begins(0x1a, 0x45, 0xdf, 0xa3)],
  // A frame of ADTS has layer 0, one of MPEG audio has not.
  ["audio/aac", ([first = 0, second = 0]) => first === 0xff && (second & 0xf6) === 0xf0],
  ["audio/mpeg", ([first = 0, second = 0]) => first === 0xff && (second & 0xe0) === 0xe0],
  ["audio/mpeg", begins(0x49, 0x44, 0x33)],
];

/** PNG, JPEG, WebP or AVIF; undefined for anything else, such as SVG, which may hold scripts. */
export function pictureType(bytes: Uint8Array): string | undefined {
  return typeOf(bytes, PICTURES);
}

/** A kind of sound that browsers play; undefined for anything else, such as bare samples. */
export function soundType(bytes: Uint8Array): string | undefined {
  return typeOf(bytes, SOUNDS);
}

function typeOf(bytes: Uint8Array, known: readonly Signature[]): string | undefined {
  return known.find(([, isSo]) => isSo(bytes))?.[0];
}

function begins(...start: number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => start.every((byte, i) => bytes[i] === byte);
}

/** Four letters from a place. */
function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
