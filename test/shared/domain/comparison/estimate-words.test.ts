import { expect, it } from 'vitest';
import { estimateText, intervalText } from '../../../../shared/domain/comparison/estimate-words.ts';

it.each([
  [{ scale: 'difference', estimate: 0.1234, ci95: [0.1, 0.15] }, '0.123', '0.100 to 0.150'],
  [{ scale: 'ratio', estimate: 2, ci95: [1.5, 2.7] }, '× 2.0', '1.5 to 2.7'],
  [{ scale: 'difference', estimate: null, ci95: null }, 'n/a', '–'],
] as const)('%j', (told, estimate, interval) => {
  expect([estimateText(told), intervalText(told)]).toEqual([estimate, interval]);
});
