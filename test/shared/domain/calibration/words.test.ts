import { describe, expect, it } from 'vitest';
import { namedNumber, wordsOf } from '../../../../shared/domain/calibration/words.ts';

describe('words', () => {
  it.each([
    ['number to word', { 0: 'OFF', 1: 'ON' }],
    ['word to number', { OFF: 0, ON: 1 }],
    ['with blanks around', { ' 0 ': ' OFF', '1': 'ON ' }],
  ])('may be written %s', (_, enumeration) => {
    const words = wordsOf({ enumeration })!;
    expect([...words.numberOf].toSorted()).toEqual([
      ['OFF', 0],
      ['ON', 1],
    ]);
    expect([...words.wordOf].toSorted()).toEqual([
      [0, 'OFF'],
      [1, 'ON'],
    ]);
  });

  it('of several numbers are read as the least, and shown for each', () => {
    const words = wordsOf({ enumeration: { 2: 'IDLE', 0: 'IDLE', '-1': 'OFF' } })!;
    expect(words.numberOf.get('IDLE')).toBe(0);
    expect([0, 2, -1].map((one) => words.wordOf.get(one))).toEqual(['IDLE', 'IDLE', 'OFF']);
  });

  it('are none where a pair is not one number and one word', () => {
    expect(namedNumber(['0', 1])).toBe(null);
    expect(namedNumber(['OFF', 'ON'])).toBe(null);
    expect(namedNumber(['ON', '1'])).toEqual({ word: 'ON', number: 1 });
    expect(wordsOf({ enumeration: { ON: 'OFF' } })!.numberOf.size).toBe(0);
    expect(wordsOf({ polynomial: [0, 1] })).toBe(null);
  });
});
