import { byText } from './by-text.ts';

/**
 * The one JSON text of a value: keys sorted by code unit, no spaces, numbers and text as ECMAScript writes them (the
 * form of RFC 8785). Equal values have equal texts, so that a digest of the text names the value. An undefined member
 * is left out, as JSON has none. Fails with a TypeError for what JSON cannot say: NaN, infinities, functions.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => byText(a, b))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`JSON has no text for ${String(value)}`);
}
