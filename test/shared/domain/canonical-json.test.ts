import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';

describe('canonicalJson', () => {
  it('sorts keys by code unit at every depth and writes no spaces', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], B: 'x', é: true, a: 0 })).toBe(
      '{"B":"x","a":0,"b":[{"a":null,"z":1}],"é":true}',
    );
  });

  it('writes numbers in their shortest form', () => {
    expect(canonicalJson([1.0, -0, 1e21, 1e-7, 0.1])).toBe('[1,0,1e+21,1e-7,0.1]');
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [() => 0], [1n], [Symbol('x')]])(
    'refuses %s, which JSON cannot say',
    (value) => {
      expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
    },
  );

  it('is JSON of the same value, whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
      { seed: 5 },
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
