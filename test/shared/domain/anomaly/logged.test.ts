import { expect, it } from 'vitest';
import { foldLogs } from '../../../../shared/domain/anomaly/logged.ts';

const one = (kind: string, unit: string) => ({
  kind,
  unit,
  channels: ['temperature'],
  severity: 'WATCH' as const,
});
const isLogOnly = (kind: string) => kind === 'SPIKE';

it('What only stands in lists is counted by place where there are more than five, and nothing else is', () => {
  const spikes = [...Array(4).fill(one('SPIKE', 'FU1')), ...Array(3).fill(one('SPIKE', 'GU1'))];
  const limits = Array(9).fill(one('LIMIT', 'FU1'));
  expect(foldLogs([...limits, ...spikes], isLogOnly)).toEqual({
    listed: limits,
    folded: [
      {
        kind: 'SPIKE',
        count: 7,
        severity: 'WATCH',
        places: ['4 on FU1 temperature', '3 on GU1 temperature'],
      },
    ],
  });
  expect(foldLogs(spikes.slice(0, 5), isLogOnly)).toEqual({ listed: spikes.slice(0, 5), folded: [] });
});
