import { expect, it } from 'vitest';
import { readingText } from '../../../../functions/cli/text/reading-text.ts';

const TRY = { try: 2, of: 3, mayRun: true };
const LEASE = {
  since: '2026-03-01T12:00:00Z',
  until: '2026-03-01T12:15:30Z',
  nextBy: '2026-03-01T12:19:30Z',
};

it.each([
  [{ ...TRY, ...LEASE }, 'try 2 of 3 since 12:00:00Z'],
  [{ ...TRY, ...LEASE, mayRun: false }, 'try 2 of 3 ended without a result, next by 12:19:30Z'],
  [{ ...TRY, ...LEASE, mayRun: false, try: 3 }, 'try 3 of 3 ended without a result, FAILED by 12:19:30Z'],
  [{ ...TRY, mayRun: false }, 'try 2 of 3 ended without a result'],
])('%j is told as %s', (reading, text) => {
  expect(readingText(reading)).toBe(text);
});
