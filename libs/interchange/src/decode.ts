import { faultAt, type Finding } from './findings.ts';

/** A file as it was chosen. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Decoded =
  { readonly text: string; readonly finding: null } | { readonly text: null; readonly finding: Finding };

const remedy = 'Save the file as “CSV UTF-8” (bank files: as UTF-8), then choose it again.';
const nul = '\u0000';

/**
 * The text of a file: UTF-8 with or without byte order mark, or UTF-16 with one. Anything else is refused at the first
 * byte that does not fit, since guessing would put other characters in place of those that were written.
 */
export function decode({ name, bytes }: GivenFile): Decoded {
  const encoding = encodingOf(bytes);
  const wrong = firstWrongByte(bytes, encoding);
  if (wrong !== null) {
    const place = placeAfter(name, new TextDecoder(encoding).decode(bytes.subarray(0, wrong)));
    const value = `0x${(bytes[wrong] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    const message = `byte ${wrong + 1} (${value}) is not ${encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'}`;
    return { text: null, finding: faultAt(place, message, remedy) };
  }
  const text = new TextDecoder(encoding).decode(bytes);
  const at = text.indexOf(nul);
  if (at < 0) return { text, finding: null };
  const place = placeAfter(name, text.slice(0, at));
  return { text: null, finding: faultAt(place, 'here stands a NUL character, which no text holds', remedy) };
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Halves what is in doubt: a beginning is sound up to the first wrong byte, and none beyond it. */
function firstWrongByte(bytes: Uint8Array, encoding: string): number | null {
  if (isSound(bytes, encoding, false)) return null;
  let [sound, wrong] = [0, bytes.length];
  while (wrong - sound > 1) {
    const middle = Math.floor((sound + wrong) / 2);
    if (isSound(bytes.subarray(0, middle), encoding, true)) sound = middle;
    else wrong = middle;
  }
  return Math.min(sound, bytes.length - 1);
}

function isSound(bytes: Uint8Array, encoding: string, mayGoOn: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: mayGoOn });
    return true;
  } catch {
    return false;
  }
}

function placeAfter(file: string, before: string) {
  const lines = before.split(/\r\n|\r|\n/);
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, name: null };
}
