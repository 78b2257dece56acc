/** Characters of a file's text that a reject quotes. */
const MOST_CHARACTERS = 200;
/** No character of UTF-8 is longer than four bytes. */
const MOST_BYTES = 4 * MOST_CHARACTERS;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The beginning of a text from a file, at most 200 characters, fit to be shown: controls, invisible and directional
 * characters are escaped (`\t`, `\x00`, `\u202e`), bytes that are no UTF-8 become U+FFFD.
 */
export function excerptOf(bytes: Uint8Array): string {
  let shown = '';
  for (const character of decoder.decode(bytes.subarray(0, MOST_BYTES))) {
    const next = /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? escaped(character) : character;
    if (shown.length + next.length > MOST_CHARACTERS) break;
    shown += next;
  }
  return shown;
}

function escaped(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
