import { expect, it } from 'vitest';
import { gapsText } from '../../../../functions/web/experiments/standing.tsx';
import type { CompletenessOnWire } from '../../../../shared/contract/completeness.ts';

const series = (
  more: Partial<CompletenessOnWire['series'][number]>,
): CompletenessOnWire['series'][number] => ({
  ...{ unit: 'F', channel: 'a', from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
  ...{ received: 90, valid: 90, expected: 100, completeness: 0.9 },
  ...{ periodSeconds: 60, observedSeconds: 60, gaps: 0, ...more },
});

it.each([
  ['no telemetry is expected', { series: [], gaps: [], completeness: null }],
  ['not known, nothing came', { series: [series({ from: null })], gaps: [], completeness: null }],
  [
    'no gaps, 90.00 % complete, of 1 Mar 00:00 to 2 Mar 00:00 UTC',
    { series: [series({})], gaps: [], completeness: 0.9 },
  ],
  [
    '2 gaps, completeness not known, 1 channel not judged, of 1 Mar 00:00 to 2 Mar 00:00 UTC',
    { series: [series({}), series({ completeness: null })], gaps: [], moreGaps: 2, completeness: null },
  ],
])('says %j', (text, answer) => {
  expect(gapsText(answer, Date.UTC(2026, 2, 3) * 1000)).toBe(text);
});
