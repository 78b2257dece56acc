import { describe, expect, it } from 'vitest';
import { quoted, shortened } from '../../../shared/domain/quoted.ts';

describe('a quoted text', () => {
  it('is whole up to 200 characters, and escaped as JSON', () => {
    expect(quoted('a "b"\n')).toBe('"a \\"b\\"\\n"');
    expect(quoted('x'.repeat(200))).toBe(`"${'x'.repeat(200)}"`);
  });

  it('ends after 200 characters and says how many more there are', () => {
    expect(quoted('x'.repeat(201))).toBe(`"${'x'.repeat(200)}" (and 1 more character)`);
    expect(quoted('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(200)}" (and 999800 more characters)`);
  });

  it('never ends within a character of two halves', () => {
    expect(quoted(`${'x'.repeat(199)}😀${'y'.repeat(9)}`)).toBe(
      `"${'x'.repeat(199)}" (and 10 more characters)`,
    );
  });
});

describe('a shortened text', () => {
  it('is itself where it is short, else says how much is left out', () => {
    expect(shortened('abc', 3)).toBe('abc');
    expect(shortened('abcdef', 3)).toBe('abc… (and 3 more characters)');
  });
});
