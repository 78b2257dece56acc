import { expect, it } from 'vitest';
import { newestText } from '../../../../shared/domain/words/newest.ts';

const NOW = '2026-03-03T10:00:00Z';

it.each([
  [[], 'not known'],
  [[{ unit: 'FU1', at: null }], 'FU1 nothing yet'],
  [
    [
      { unit: 'FU1', at: '2026-03-03T04:20:10Z' },
      { unit: 'GU1', at: '2026-03-03T04:20:40Z' },
      { unit: 'XU1', at: '2026-03-03T11:00:00Z' },
    ],
    'FU1, GU1 2026-03-03T04:20Z, 5 h 40 min ago; XU1 2026-03-03T11:00Z, 1 h in the future: check its clock',
  ],
])('of %j says %j', (newest, text) => {
  expect(newestText(newest, NOW)).toBe(text);
});
