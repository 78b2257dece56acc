import { describe, expect, it } from 'vitest';
import { explainedBy } from '../../../../shared/domain/comparison/explained-by.ts';
import { unexplainedBy } from '../../../../shared/domain/comparison/unexplained-by.ts';
import type { Sensitivity } from '../../../../shared/domain/experiment/sensitivity-schema.ts';

const CO2 = [{ quantity: 'co2', a: 5.4, b: 5 }];

/** Of what is known of the means, with the slopes of the definition. */
function told(
  endpoint: string,
  apart: readonly string[],
  means = CO2,
  declared: readonly Sensitivity[] = [],
) {
  const confounding = new Set(apart);
  const explained = explainedBy(endpoint, means, declared, confounding);
  return unexplainedBy(endpoint, explained, declared, confounding);
}

describe('what nobody knows to explain', () => {
  it('is nothing where arms stood in no quantity apart, or in one whose slope is known', () => {
    expect(told('pit-area', [])).toBeNull();
    expect(told('pits', ['co2'])).toBeNull();
  });

  it('is said of an endpoint without a slope, with what to declare', () => {
    expect(told('pit-area', ['co2'])).toEqual({
      quantities: ['co2'],
      sentence:
        'no sensitivity to CO2 is declared or known, so that how much of it this explains cannot be told',
      declare: '{ endpoint: pit-area, quantity: co2, perUnit: [LOW, HIGH], source: SOURCE }',
    });
  });

  it('is said of each quantity without one, in one sentence, with an entry for each', () => {
    expect(told('pits', ['temperature', 'co2', 'humidity'])?.declare?.split('\n')).toEqual([
      '{ endpoint: pits, quantity: humidity, perUnit: [LOW, HIGH], source: SOURCE }',
      '{ endpoint: pits, quantity: temperature, perUnit: [LOW, HIGH], source: SOURCE }',
    ]);
    expect(told('pits', ['temperature', 'co2', 'humidity'])?.sentence).toBe(
      'no sensitivity to humidity, temperature is declared or known, so that how much of it this explains cannot be told',
    );
  });

  it('is said where the slope is known and the means are not', () => {
    expect(told('pits', ['co2', 'temperature'], [])).toMatchObject({
      sentence:
        'no sensitivity to temperature is declared or known; the mean of CO2 is not known of both arms, so that how much of it this explains cannot be told',
      declare: expect.stringContaining('quantity: temperature'),
    });
    expect(told('pits', ['co2'], [])?.declare).toBeNull();
  });

  it('ends with a slope of the team', () => {
    const own = [
      { endpoint: 'pit-area', quantity: 'CO2', perUnit: [0.1, 0.2] as [number, number], source: 'us' },
    ];
    expect(told('pit-area', ['co2'], CO2, own)).toBeNull();
  });
});
