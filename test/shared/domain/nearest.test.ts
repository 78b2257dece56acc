import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../shared/domain/nearest.ts';

const CHANNELS = ['co2', 'humidity', 'temperature'];

describe('nearest', () => {
  it.each([
    ['temprature', 'temperature'],
    ['tmeperature', 'temperature'],
    ['temperature2', 'temperature'],
    ['HUMIDITY', 'humidity'],
    ['humditiy', 'humidity'],
    ['c02', 'co2'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, CHANNELS)).toBe(meant);
  });

  it('finds nothing where no word is near', () => {
    expect(nearest('pressure', CHANNELS)).toBeNull();
    expect(nearest('x', [])).toBeNull();
    expect(nearest('', ['a'])).toBeNull();
    // Of a short word two letters are most of it.
    expect([nearest('foo', ['Ao']), nearest('mood', ['lod']), nearest('pits', ['ctx', 'oc'])]).toEqual([
      ...[null, null, null],
    ]);
  });

  it('never takes a short word for one that shares no letter with it', () => {
    expect(nearest('ab', ['xy'])).toBeNull();
    expect(nearest('a', ['b'])).toBeNull();
  });

  it('counts the swap of two neighbours as one edit', () => {
    expect(nearest('ab12', ['ba12', 'ab99'])).toBe('ba12');
  });

  it('decides ties alphabetically, whatever the order of the list', () => {
    expect(nearest('FU3', ['FU2', 'FU1'])).toBe('FU1');
    expect(nearest('FU3', ['FU1', 'FU2'])).toBe('FU1');
  });

  it('compares no word longer than any name', () => {
    const long = 'a'.repeat(1_000_000);
    expect(nearest(long, [long])).toBeNull();
  });

  it('compares the first of very many words only: a question ends', () => {
    const others = Array.from({ length: 100_000 }, (_, i) => `temperatur-${i % 7}`);
    expect(nearest('temperature', ['temperature', ...others])).toBe('temperature');
    expect(nearest('temperature', [...others, 'temperature'])).toBe('temperatur-0');
  });

  it('always finds a word that is in the list, and one edit never hides a word of three letters or more', () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(
      fc.property(word, fc.array(word), fc.nat(), (meant, others, at) => {
        expect(nearest(meant, [...others, meant])).toBe(meant);
        const i = at % meant.length;
        expect(nearest(`${meant.slice(0, i)}#${meant.slice(i + 1)}`, [meant])).toBe(meant);
        expect(nearest(meant.slice(0, i) + meant.slice(i + 1), [meant])).toBe(meant);
      }),
      { seed: 1 },
    );
  });
});
