import { describe, expect, it } from 'vitest';
import { explainedBy, quantitiesThatExplain } from '../../../../shared/domain/comparison/explained-by.ts';
import { PIT_ENDPOINTS } from '../../../../shared/domain/experiment/pit-schema.ts';

const CO2 = [{ quantity: 'co2', a: 5.4, b: 5 }];

describe('what a difference of surroundings explains', () => {
  it('is told of every number and sum of what is dug, and of no size of one pit', () => {
    const ratios = PIT_ENDPOINTS.map((endpoint) => [
      endpoint,
      explainedBy(endpoint, CO2, []).map(({ ratio }) => ratio.map((end) => Number(end.toFixed(2)))),
    ]);
    expect(Object.fromEntries(ratios)).toEqual({
      'eroded-surface': [[1.59, 1.81]],
      'pits-and-trenches': [[1.59, 1.81]],
      pits: [[1.59, 1.81]],
      trenches: [[1.59, 1.81]],
      'pit-area': [],
      'pit-depth': [],
      'resorbed-volume': [[1.59, 1.81]],
      'pits-per-osteoclast': [[1.59, 1.81]],
      'eroded-area-per-osteoclast': [[1.59, 1.81]],
    });
    expect(quantitiesThatExplain('pit-area', [])).toEqual(new Set());
  });

  it('is left out where it is nothing that anybody would see', () => {
    expect(explainedBy('pits', [{ quantity: 'ph', a: 7.2003, b: 7.2 }], [])).toEqual([]);
  });

  it('is told as next to nothing where arms stood apart for a time, and not on average', () => {
    const [told] = explainedBy('pits', [{ quantity: 'co2', a: 5.003, b: 5 }], [], new Set(['co2']));
    expect(told!.sentence).toBe(
      'CO2 of 5.003 against 5, at constant bicarbonate: the shift of pH is so small on average that it would by itself change the ratio by less than 1 % (Arnett & Spowage 1996, rat osteoclasts)',
    );
    const same = explainedBy('pits', [{ quantity: 'ph', a: 7.2, b: 7.2 }], [], new Set(['ph']));
    expect(same[0]!.ratio).toEqual([1, 1]);
  });

  it('names quantities as people write them', () => {
    const own = [
      { endpoint: 'ctx', quantity: 'O2', perUnit: [-0.2, -0.1] as [number, number], source: 'March' },
      { endpoint: 'ctx', quantity: 'temperature', perUnit: [0.3, 0.5] as [number, number], source: 'March' },
    ];
    const means = [
      { quantity: 'o2', a: 18, b: 20 },
      { quantity: 'temperature', a: 37.5, b: 37 },
    ];
    expect(explainedBy('ctx', means, own).map(({ sentence }) => sentence)).toEqual([
      'a shift of −2 of O2 would by itself make a ratio of 1.2 to 1.5 (March)',
      'a shift of +0.5 of temperature would by itself make a ratio of 1.2 to 1.3 (March)',
    ]);
  });
});
