import { LOWER_U } from './json-bytes.ts';

const SHORT_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The characters between the quotes of a valid string with escapes, in UTF-8; half a surrogate pair becomes U+FFFD. */
export function unescaped(raw: Uint8Array): Uint8Array {
  const text = decoder.decode(raw);
  let plain = '';
  for (let at = 0; ; ) {
    const backslash = text.indexOf('\\', at);
    plain += text.slice(at, backslash < 0 ? text.length : backslash);
    if (backslash < 0) return encoder.encode(plain);
    const letter = text[backslash + 1]!;
    const isCode = letter.charCodeAt(0) === LOWER_U;
    plain += isCode
      ? String.fromCharCode(Number.parseInt(text.slice(backslash + 2, backslash + 6), 16))
      : (SHORT_ESCAPES[letter] ?? letter);
    at = backslash + (isCode ? 6 : 2);
  }
}
