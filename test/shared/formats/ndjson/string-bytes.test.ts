import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unescaped } from '../../../../shared/formats/ndjson/string-bytes.ts';
import { bytesOf } from '../csv/collect.ts';

const text = (raw: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(unescaped(bytesOf(raw)));

it('says what JSON.parse says, however the characters are escaped', () => {
  const unit = fc.oneof(
    fc.constantFrom('"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '°', '\u{1F680}'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(unit), fc.boolean(), (parts, escapesAll) => {
      const whole = parts.join('').toWellFormed();
      const raw = escapesAll
        ? Array.from(
            { length: whole.length },
            (_, i) => `\\u${whole.charCodeAt(i).toString(16).padStart(4, '0')}`,
          ).join('')
        : JSON.stringify(whole).slice(1, -1);
      expect(text(raw)).toBe(whole);
    }),
    { seed: 4, numRuns: 500 },
  );
});

it('makes U+FFFD of half a pair, and a slash of an escaped slash', () => {
  expect(text('\\ud83d!\\/\\uDE80')).toBe('\ufffd!/\ufffd');
});
