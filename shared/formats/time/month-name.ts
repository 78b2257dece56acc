const NAMES = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const LOWER = 32;
const SHORT = 3;

export const LONGEST_MONTH_NAME = Math.max(...NAMES.map((name) => name.length));

/** No two names begin with the same three letters: these as one number tell them apart. */
const BY_FIRST = new Map(
  NAMES.map((name, i) => [firstThree(new TextEncoder().encode(name), 0), { name, month: i + 1 }]),
);

/** Where the letters that begin at `at` end. */
export function endOfLetters(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && isLetter(bytes[to]!)) to++;
  return to;
}

/** The month, 1 to 12, that the letters [at, end) name in English, in either case, by three letters or whole; null where they name none. */
export function monthNamed(bytes: Uint8Array, at: number, end: number): number | null {
  if (end - at < SHORT) return null;
  const found = BY_FIRST.get(firstThree(bytes, at));
  if (found === undefined) return null;
  const { name, month } = found;
  if (end - at === SHORT) return month;
  if (end - at !== name.length) return null;
  for (let i = SHORT; i < name.length; i++) if ((bytes[at + i]! | LOWER) !== name.charCodeAt(i)) return null;
  return month;
}

function firstThree(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! | LOWER) << 16) | ((bytes[at + 1]! | LOWER) << 8) | (bytes[at + 2]! | LOWER);
}

function isLetter(byte: number): boolean {
  return ((byte | LOWER) - 0x61) >>> 0 < 26;
}
