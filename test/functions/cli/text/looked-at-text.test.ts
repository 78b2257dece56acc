import { expect, it } from 'vitest';
import { lookedAtText } from '../../../../functions/cli/text/looked-at-text.ts';
import type { LookedAtOnWire } from '../../../../shared/contract/looked-at.ts';

const SEEN = { from: '2026-03-01T00:00:00Z', to: '2026-03-12T23:50:00Z', hasValid: true, unmonitored: [] };

it('says which bounds nothing was held against, and why', () => {
  const stretch = (cause: 'DEAD' | 'STUCK', channel: string, to: string | null) => ({
    ...{ channels: [channel], cause, from: '2026-03-02T09:20:00Z', to },
  });
  const text = lookedAtText([
    {
      ...{ ...SEEN, unit: 'FU1' },
      unmonitored: [
        stretch('DEAD', 'pressure', '2026-03-02T10:50:00Z'),
        stretch('STUCK', 'temperature', null),
      ],
      moreUnmonitored: 1,
    },
  ]);
  expect(text).toBe(`\
looked at:
  FU1: 2026-03-01T00:00Z to 2026-03-12T23:50Z
    UNMONITORED pressure: no valid reading, 2 Mar 09:20 to 10:50 UTC
    UNMONITORED temperature: stuck, since 2 Mar 09:20 UTC
    and 1 more UNMONITORED stretch
`);
});

it('folds what was not judged while channels settled into a line per cause, of 80 columns at most', () => {
  const kinds = ['SPIKE', 'VARIANCE', 'SHIFT', 'DRIFT'];
  const channels = ['temperature', 'temperature@T2', 'humidity', 'humidity@H2', 'co2'];
  const exchanged = (day: number) => ({
    ...{ kinds, channels, event: 'medium-exchange' },
    ...{ from: `2026-03-0${day}T07:59:59Z`, to: `2026-03-0${day}T09:00:01Z` },
  });
  const opened = { ...exchanged(9), kinds: ['SPIKE'], channels: ['co2'], event: 'door' };
  const units = ['FU1', 'FU2', 'FU3'].map(
    (unit): LookedAtOnWire => ({ ...SEEN, unit, settling: [exchanged(1), exchanged(4), opened] }),
  );
  const text = lookedAtText([{ ...SEEN, unit: 'GU1' }, ...units]);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(text.split('\n').slice(5)).toEqual([
    'settling, not judged: SPIKE, VARIANCE, SHIFT, DRIFT on 5 channels of 3 units',
    '  after medium-exchange: 6 stretches, 6 h in all, 1 Mar 08:00 to 4 Mar 09:00 UTC',
    'settling, not judged: SPIKE on co2 of 3 units',
    '  after door: 3 stretches, 3 h in all, 9 Mar 08:00 to 09:00 UTC',
    '',
  ]);
});

it('counts the stretches that an answer does not list', () => {
  const settling = [
    {
      ...{ kinds: ['SPIKE'], channels: ['co2', 'heater'], event: 'calibration' },
      ...{ from: '2026-03-01T08:00:00Z', to: '2026-03-01T09:00:00Z' },
    },
  ];
  expect(lookedAtText([{ ...SEEN, unit: 'FU1', settling, moreSettling: 7 }])).toContain(`\
settling, not judged: SPIKE on co2, heater of FU1
  after calibration: 1 stretch, 1 h, 1 Mar 08:00 to 09:00 UTC
  and 7 more stretches of settling
`);
});
