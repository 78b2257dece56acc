/**
 * Characters that a terminal or a page obeys instead of showing: control characters, breaks of lines and paragraphs, and
 * the marks that turn the direction of a text.
 */
const OBEYED = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;
const ALL_OBEYED = new RegExp(OBEYED, 'gu');

/** The first such character as `U+202E`; null in a text of plain characters. */
export function obeyedIn(text: string): string | null {
  const found = OBEYED.exec(text)?.[0];
  return found === undefined ? null : `U+${codeOf(found)}`;
}

/** The text with every such character written out, such as `\u202E`. */
export function plainText(text: string): string {
  return text.replaceAll(ALL_OBEYED, (character) => `\\u${codeOf(character)}`);
}

const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Only the marks that turn the direction of a text are written out. */
export const withTurnsWritten = (text: string): string =>
  text.replaceAll(TURNING, (character) => `\\u${codeOf(character)}`);

function codeOf(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
}
