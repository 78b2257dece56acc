import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { noticeText } from '../../../../shared/domain/journal/notice.ts';

const at = (text: string): number => Date.parse(text) * 1000;

const ANOMALY: Extract<Anomaly, { kind: 'LIMIT' }> = {
  id: 'LIMIT:FU1:temperature:2026-03-01T06:00:00Z',
  kind: 'LIMIT',
  unit: 'FU1',
  channels: ['temperature'],
  from: at('2026-03-01T06:00:00Z'),
  to: null,
  severity: 'CRITICAL',
  blame: 'FU1',
  current: { asOf: at('2026-03-01T08:14:00Z'), severity: 'CRITICAL' },
  evidence: {
    ...{ side: 'HIGH', limit: 38.5, margin: 0.7000000000000028 },
    ...{ currentValue: 38.9, mostSevereValue: 39.2, triggerValue: 38.6, samples: 4 },
  },
  detector: { name: 'limit', version: '1' },
};
describe('the message', () => {
  const asOf = at('2026-03-01T08:14:00Z');
  const context = (minutes: number) => ({
    experiment: 'osteo-m3',
    now: asOf + minutes * 60e6,
    ucumOf: () => 'Cel',
  });

  it('begins with the age of the data, then says what, where, since when, with which numbers and units', () => {
    expect(noticeText(ANOMALY, 'OPENED', context(340))).toEqual({
      subject: 'osteo-m3: CRITICAL LIMIT FU1 temperature',
      text: [
        'As of 1 Mar 08:14 UTC, 5 h 40 min ago: CRITICAL LIMIT FU1 temperature in osteo-m3 since 1 Mar 06:00 UTC, ongoing.',
        'It reads 38.9 Cel; the CRITICAL limit is 38.5 Cel; at worst 39.2, 0.7 Cel above it; when it opened 38.6; 4 samples beyond.',
        'It was seen on FU1.',
      ].join('\n'),
    });
  });

  it('says the severity that holds now, and the worst there was', () => {
    const { subject, text } = noticeText(
      { ...ANOMALY, current: { asOf, severity: 'WARNING' } },
      'OPENED',
      context(1),
    );
    expect(subject).toBe('osteo-m3: WARNING LIMIT FU1 temperature');
    expect(text).toContain('ongoing, CRITICAL at its worst.');
  });

  it('says how fast a channel changes, over which time, and what it was held against', () => {
    const evidence = {
      ...ANOMALY.evidence,
      side: 'LOW' as const,
      limit: -0.5,
      perSeconds: 60,
      overSeconds: 90,
    };
    const rate = { ...ANOMALY, kind: 'RATE' as const, severity: 'WATCH' as const, evidence };
    expect(noticeText(rate, 'OPENED', context(1)).text.split('\n')[1]).toBe(
      'It changes by 38.9 Cel in 1 min; the WATCH limit is -0.5 Cel in 1 min; at worst 39.2, 0.7 Cel below it; when it opened 38.6; 4 samples beyond. Each is the slope over 1 min 30 s.',
    );
  });

  it('says that it became worse, or that newer data does not show it', () => {
    expect(noticeText(ANOMALY, 'RAISED', context(1)).text).toContain('ongoing (raised: it became worse');
    expect(noticeText(ANOMALY, 'WITHDRAWN', context(1)).text).toContain('(withdrawn: newer data');
  });

  it('says numbers without the dust of binary fractions', () => {
    const evidence = {
      margin: 0.5,
      sign: 1 as const,
      medians: [],
      worstMedian: 1.0200000000000031,
      triggerValue: 1.01,
    };
    const { blame: _, unit: __, ...rest } = ANOMALY;
    const offset = { ...rest, kind: 'OFFSET' as const, pair: 'P1', blame: null, evidence };
    expect(noticeText(offset, 'OPENED', context(1)).text.split('\n').slice(1)).toEqual([
      'Flight minus ground by 6-hour medians, with the twin as reference: 1.01 Cel when it opened, at worst 1.02 Cel; the margin is 0.5 Cel.',
      'Which unit is at fault cannot be told from this.',
    ]);
  });

  it('says the year of data from another one', () => {
    const later = { ...context(0), now: at('2027-01-02T00:00:00Z') };
    expect(noticeText(ANOMALY, 'OPENED', later).text).toMatch(
      /^As of 1 Mar 2026 08:14 UTC, 306 d 16 h ago: .* since 1 Mar 2026 06:00 UTC, ongoing\.$/m,
    );
  });
});
