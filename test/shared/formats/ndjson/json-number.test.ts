import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJsonNumber } from '../../../../shared/formats/ndjson/json-number.ts';
import { NOT_PLAIN } from '../../../../shared/formats/reading/number.ts';
import { bytesOf } from '../csv/collect.ts';

function read(text: string): { end: number; value: number } {
  const into = Float64Array.of(Number.NaN);
  return { end: readJsonNumber(bytesOf(`${text},`), 0, into, 0), value: into[0]! };
}

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.tuple(fc.nat(), fc.nat()).map(([whole, rest]) => `-${whole}.${rest}`),
  fc.tuple(fc.bigInt(), fc.integer({ min: -330, max: 290 })).map(([digits, power]) => `${digits}E${power}`),
  fc.constantFrom('0', '-0', '0.0', '9007199254740993', '0.1e-7', '1e22', '123456789012345', '5e-324'),
);

it('is the number that JSON.parse reads, to the last bit', () => {
  fc.assert(
    fc.property(number, (text) => {
      const parsed: unknown = JSON.parse(text);
      fc.pre(Number.isFinite(parsed));
      expect(read(text)).toEqual({ end: text.length, value: parsed });
    }),
    { seed: 3, numRuns: 2000 },
  );
});

it.each([
  '',
  '-',
  '+1',
  '.5',
  '01',
  '-01',
  '00.5',
  '1.',
  '1.e5',
  '1e',
  '1e+',
  'NaN',
  '-Infinity',
  '1e999',
  '"1"',
])('leaves %j to the careful reading', (text) => {
  expect(read(text).end).toBe(NOT_PLAIN);
});
