import { expect, it } from 'vitest';
import { elapsedText } from '../../../../shared/domain/words/elapsed.ts';

it.each([
  [0, 'T+00:00'],
  [59, 'T+00:00:59'],
  [2 * 86_400 + 6 * 3600, 'T+2 d 06:00'],
  [-90, 'T−00:01:30'],
  [1.25, 'T+00:00:01.25'],
  [86_399.9996, 'T+1 d'],
])('%f seconds are %s', (seconds, text) => {
  expect(elapsedText(seconds)).toBe(text);
});
