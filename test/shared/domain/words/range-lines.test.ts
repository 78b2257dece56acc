import { expect, it } from 'vitest';
import { rangeLines } from '../../../../shared/domain/words/range-lines.ts';

const DAY = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:30Z' };
const NOTHING = { from: null, to: null };

it.each([
  [[], 0, ['nothing has come yet\n']],
  [[{ unit: 'F', ...NOTHING }], 0, ['nothing has come yet\n']],
  [[{ unit: 'F', ...NOTHING }], 1, ['nothing is in this answer yet\n']],
  [
    [
      { unit: 'F', ...DAY },
      { unit: 'F', ...DAY },
      { unit: 'G', ...NOTHING },
    ],
    0,
    ['F: 2026-03-01T00:00Z to 2026-03-02T00:00:30Z\n', 'G: nothing is expected yet\n'],
  ],
])('of %j with %i pending says %j', (looked, pending, lines) => {
  expect(rangeLines(looked, { pending })).toEqual(lines);
});
