import { describe, expect, it } from 'vitest';
import { firstDifference } from './first-difference.ts';

const STATE = {
  receipts: [
    { id: 'd1', state: 'INGESTED', counts: { accepted: 12 } },
    { id: 'd2', state: 'REFUSED', counts: { accepted: 0 } },
  ],
  archive: { 'unit=FU1': 'ab12' },
  notices: ['a', 'b'],
};
const changed = (change: (state: typeof STATE) => unknown) => {
  const state = structuredClone(STATE);
  change(state);
  return state;
};

describe('the first difference of two end states', () => {
  it('is none where they are equal, whatever the order of their fields', () => {
    expect(firstDifference(STATE, structuredClone(STATE))).toBeNull();
    expect(firstDifference({ a: 1, b: NaN }, { b: NaN, a: 1 })).toBeNull();
    expect(firstDifference({ a: 1 }, { a: 1, b: undefined })).toBeNull();
    expect(firstDifference(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBeNull();
  });

  it.each([
    [
      (s: typeof STATE) => (s.receipts[1]!.counts.accepted = 7),
      'receipts[1].counts.accepted: expected 0, got 7',
    ],
    [
      (s: typeof STATE) => (s.receipts[0]!.state = 'FAILED'),
      'receipts[0].state: expected "INGESTED", got "FAILED"',
    ],
    [(s: typeof STATE) => (s.archive['unit=FU1'] = 'cd'), 'archive["unit=FU1"]: expected "ab12", got "cd"'],
    [(s: typeof STATE) => s.notices.push('c'), 'notices[2]: expected nothing, got "c"'],
    [(s: typeof STATE) => s.notices.shift(), 'notices[0]: expected "a", got "b"'],
    [
      (s: typeof STATE) => s.receipts.pop(),
      'receipts[1]: expected {"id":"d2","state":"REFUSED","counts":{"accepted":0}}, got nothing',
    ],
    [(s: typeof STATE) => Object.assign(s, { due: ['x'] }), 'due: expected nothing, got ["x"]'],
    [(s: typeof STATE) => Object.assign(s, { notices: null }), 'notices: expected ["a","b"], got null'],
  ])('names the field with what was expected and what is there (%#)', (change, line) => {
    expect(firstDifference(STATE, changed(change))).toBe(line);
  });

  it('tells what JSON does not: 0 from -0, NaN from null, bytes from other bytes', () => {
    expect(firstDifference({ a: 0 }, { a: -0 })).toBe('a: expected 0, got -0');
    expect(firstDifference({ a: NaN }, { a: null })).toBe('a: expected NaN, got null');
    expect(firstDifference(new Uint8Array([1]), new Uint8Array([2]))).toBe(
      'the whole: expected {"0":1}, got {"0":2}',
    );
  });

  it('shows long texts from shortly before they part, 200 characters at most', () => {
    const difference = firstDifference(
      { page: `${'x'.repeat(5000)}A${'y'.repeat(5000)}` },
      { page: 'x'.repeat(5000) },
    );
    expect(difference).toContain(`…${'x'.repeat(40)}Ay`);
    expect(difference).toContain(`got …${'x'.repeat(40)}"`);
    expect(difference!.length).toBeLessThan(500);
  });
});
