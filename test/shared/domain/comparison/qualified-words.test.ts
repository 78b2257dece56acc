import { expect, it } from 'vitest';
import { intervalText, qualifiedBy, sizeText } from '../../../../shared/domain/comparison/qualified-words.ts';

const ratio = { estimate: 1.7457, ci95: [0.5957, 5.1158] as const, scale: 'ratio' as const, ucum: '/mm2' };

it('says a ratio without a unit of measure, a difference with its own, and what is not there by a dash', () => {
  expect([sizeText(ratio), intervalText(ratio)]).toEqual(['× 1.75', '0.60 to 5.12']);
  const difference = {
    estimate: 0.12,
    ci95: [0.1, 0.14] as const,
    scale: 'difference' as const,
    ucum: 'Cel',
  };
  expect(sizeText(difference)).toBe('0.120 °C');
  const none = { ...ratio, estimate: null, ci95: null };
  expect([sizeText(none), intervalText(none)]).toEqual(['–', '–']);
});

it('says what moves it, what explains it, and what it is with what was excluded', () => {
  const told = qualifiedBy({
    scale: 'ratio',
    tippingPoint: { sentence: 'no effect lies within the interval' },
    explained: [{ sentence: 'CO2 makes 1.5' }],
    literature: { verdict: 'INCONCLUSIVE', sentence: 'up in 83' },
    warnings: [{ message: 'two scales' }],
    without: { n: { a: 3, b: 3 }, estimate: 2, pValue: 0.04 },
  });
  expect(told).toEqual([
    'no effect lies within the interval',
    'Explained by: CO2 makes 1.5',
    'Literature INCONCLUSIVE: up in 83',
    'two scales',
    'with what was excluded: 3 v 3, × 2, p 0.04',
  ]);
});
