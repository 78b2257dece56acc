import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainNumber,
  NOT_PLAIN,
  readNumberCell,
  readPlainNumber,
} from '../../../../shared/formats/reading/number.ts';
import { bytesOf } from '../csv/collect.ts';

const COMMA = 44;
const POINT = 46;

/** What a cell between commas is read as, or the code of what is wrong with it. */
function read(text: string): number | string {
  const into = Float64Array.of(Number.NaN);
  const { buffer, byteOffset } = bytesOf(`1,${text},2\n`);
  const end = readPlainNumber(new DataView(buffer, byteOffset), 2, COMMA, POINT, into, 0);
  const cut = Float64Array.of(Number.NaN);
  const taken = readNumberCell(bytesOf(text), POINT, cut, 0);
  if (end === NOT_PLAIN) {
    expect(taken).toBe(false);
    return explainNumber(bytesOf(text), '.').code;
  }
  expect(end).toBe(2 + text.length);
  expect(taken).toBe(true);
  expect(cut[0]).toBe(into[0]);
  return into[0]!;
}

describe('a number in a cell', () => {
  it.each([
    ['0', 0],
    ['-0', -0],
    ['+7', 7],
    ['007', 7],
    ['24.1', 24.1],
    ['.5', 0.5],
    ['5.', 5],
    ['-.5e-3', -0.0005],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['1e-400', 0],
    ['0e999999999999', 0],
    ['9007199254740993', 9007199254740992],
    ['0.1234567890123456789', 0.12345678901234568],
    ['123456789012345e22', 1.23456789012345e36],
    ['123456789012345e23', 1.23456789012345e37],
    ['1e23', 1e23],
    ['8.5e-23', 8.5e-23],
    ['75.88612399999998', 75.88612399999998],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['4.9e-324', 5e-324],
  ])('%s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each([
    '-',
    '+',
    '.',
    '-.',
    'e5',
    '1e',
    '1e+',
    '1e-',
    '1.2.3',
    '--1',
    '+-1',
    '1 2',
    '0x10',
    '1_000',
    '12a',
    '1e5.',
    '１',
    '−5',
    'on',
  ])('%s is none', (text) => {
    const bytes = bytesOf(text);
    expect(readNumberCell(bytes, POINT, new Float64Array(1), 0)).toBe(false);
    expect(explainNumber(bytes, '.').code).toBe('value.not-a-number');
  });

  it.each(['nan', 'NaN', '-inf', '+Infinity', 'INF'])('%s is not finite', (text) => {
    expect(read(text)).toBe('value.not-finite');
  });

  it.each(['1e309', '-1.8e308', '1e99999999999999999999'])('%s is out of range', (text) => {
    expect(read(text)).toBe('value.out-of-range');
  });

  it('may have any number of digits', () => {
    expect(read(`1${'0'.repeat(300)}`)).toBe(1e300);
    expect(read(`0.${'0'.repeat(300)}1`)).toBe(1e-301);
    expect(read(`9${'0'.repeat(400)}`)).toBe('value.out-of-range');
  });

  it('is judged in time linear in its length', () => {
    const long = bytesOf(`${'1'.repeat(1_000_000)}x`);
    expect(readNumberCell(long, POINT, new Float64Array(1), 0)).toBe(false);
    expect(explainNumber(long, '.').code).toBe('value.not-a-number');
  });

  it('is correctly rounded: the double that Number gives, to the last bit', () => {
    const decimals = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20));
    const shown = fc.oneof(
      decimals.map(([x]) => String(x)),
      decimals.map(([x, d]) => (x % 1e6).toFixed(d)),
      decimals.map(([x, d]) => x.toExponential(d)),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }))
        .map(([m, e]) => `${m}e${e}`),
      fc.tuple(fc.nat(), fc.stringMatching(/^\d{0,25}$/)).map(([whole, rest]) => `-${whole}.${rest}`),
    );
    fc.assert(
      fc.property(shown, (text) =>
        Object.is(read(text), Number.isFinite(Number(text)) ? Number(text) : 'value.out-of-range'),
      ),
      { seed: 21, numRuns: 20_000 },
    );
  });
});
