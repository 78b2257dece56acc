import { expect, it } from 'vitest';
import { TOPIC_ROUTE } from '../../../../shared/domain/notify/route.ts';
import { untakenBy } from '../../../../shared/domain/notify/untaken.ts';

const CHANNELS = ['temperature', 'co2'];

it('is nothing where one route takes all that is told', () => {
  expect(untakenBy([TOPIC_ROUTE], CHANNELS)).toEqual([]);
});

it('is each severity that no route takes, the worst first, and of others the channels that none takes', () => {
  const phone = { ...TOPIC_ROUTE, severities: ['CRITICAL' as const] };
  const narrow = { ...TOPIC_ROUTE, severities: ['WARNING' as const], channels: ['temperature'] };
  expect(untakenBy([phone, narrow], CHANNELS)).toEqual([
    { severity: 'SEVERE', channels: null },
    { severity: 'DISTRESS', channels: null },
    { severity: 'WARNING', channels: ['co2'] },
  ]);
});

it('is all of it without a route, and never WATCH, which is only shown', () => {
  expect(untakenBy([], CHANNELS).map(({ severity }) => severity)).toEqual([
    'SEVERE',
    'CRITICAL',
    'DISTRESS',
    'WARNING',
  ]);
});
