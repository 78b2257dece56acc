import { expect, it } from 'vitest';
import { staleText } from '../../../../functions/web/parts/stale-text.ts';

const cameAt = Date.parse('2026-03-03T04:31:07Z');
const failed = (status: number | null) => ({ status, message: 'so it says.' });

it.each([
  [null, null, failed(null), 'No answer for the alarms: so it says.'],
  [null, null, failed(403), 'Your token does not allow the alarms: so it says.'],
  [
    {},
    cameAt,
    failed(403),
    'Your token allows it no more. What is shown is of 04:31:07 UTC and may be out of date. so it says.',
  ],
  [
    {},
    cameAt,
    failed(null),
    'Connection lost. What is shown is of 04:31:07 UTC and may be out of date. so it says.',
  ],
  [
    {},
    cameAt,
    failed(404),
    'It is not there any more. What is shown is of 04:31:07 UTC and may be out of date. so it says.',
  ],
  [
    {},
    cameAt,
    failed(503),
    'The stack could not answer. What is shown is of 04:31:07 UTC and may be out of date. so it says.',
  ],
  [
    {},
    cameAt,
    null,
    'Out of date: no newer answer has come, though one is asked for. What is shown is of 04:31:07 UTC and may be out of date.',
  ],
])('says why there is no answer, or since when it is old: %#', (answer, at, failure, text) => {
  expect(staleText({ answer, cameAt: at, failure }, 'the alarms', 'utc')).toBe(text);
});
