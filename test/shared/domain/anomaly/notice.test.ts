import { describe, expect, it } from 'vitest';
import { type Anomaly, SEVERITIES } from '../../../../shared/domain/anomaly/anomaly.ts';
import { noticeText, routeOf } from '../../../../shared/domain/anomaly/notice.ts';

const at = (text: string): number => Date.parse(text) * 1000;

const ANOMALY: Anomaly = {
  id: 'LIMIT:FU1:temperature:2026-03-01T06:00:00Z',
  kind: 'LIMIT',
  unit: 'FU1',
  channels: ['temperature'],
  from: at('2026-03-01T06:00:00Z'),
  to: null,
  severity: 'CRITICAL',
  blame: 'FU1',
  evidence: { limit: 38.5, currentValue: 38.9, mostSevereValue: 39.2, triggerValue: 38.6, samples: 4 },
  detector: { name: 'limit', version: '1' },
};
const ALWAYS = [{ from: -Infinity, to: Infinity }];

describe('the route of an anomaly', () => {
  it('follows its severity while it holds: two page, two mail, one is shown', () => {
    expect(SEVERITIES.map((severity) => routeOf({ ...ANOMALY, severity }, ALWAYS, ANOMALY.from))).toEqual([
      'SHOW',
      'MAIL',
      'MAIL',
      'PAGE',
      'PAGE',
    ]);
  });

  it('tells nobody of a past that is over, however bad it was', () => {
    for (const severity of SEVERITIES) {
      expect(routeOf({ ...ANOMALY, severity, to: ANOMALY.from + 1 }, ALWAYS, ANOMALY.from)).toBe('SHOW');
    }
  });

  it('tells nobody while the newest sample lies outside the armed phases', () => {
    const newest = ANOMALY.from + 60e6;
    expect(routeOf(ANOMALY, [], newest)).toBe('SHOW');
    expect(routeOf(ANOMALY, [{ from: -Infinity, to: newest }], newest)).toBe('SHOW');
    expect(routeOf(ANOMALY, [{ from: -Infinity, to: newest + 1 }], newest)).toBe('PAGE');
  });

  it('tells of what began before an armed phase and holds in it', () => {
    const newest = ANOMALY.from + 60e6;
    expect(routeOf(ANOMALY, [{ from: newest - 1000, to: Infinity }], newest)).toBe('PAGE');
  });
});

describe('the message', () => {
  const asOf = at('2026-03-01T08:14:00Z');
  const context = (minutes: number) => ({
    experiment: 'osteo-m3',
    asOf,
    now: asOf + minutes * 60e6,
    ucumOf: () => 'Cel',
  });
  const ageAfter = (minutes: number) => noticeText(ANOMALY, 'OPENED', context(minutes)).text.slice(0, 48);

  it('begins with the age of the data, then says what, where, since when, with which numbers and units', () => {
    expect(noticeText(ANOMALY, 'OPENED', context(340))).toEqual({
      subject: 'osteo-m3: CRITICAL LIMIT FU1 temperature',
      text: [
        'As of 2026-03-01T08:14:00Z, 5 h 40 min ago: CRITICAL LIMIT FU1 temperature in osteo-m3 since 2026-03-01T06:00:00Z, still so.',
        'Limit 38.5 Cel: now 38.9, at worst 39.2, when it opened 38.6 Cel; 4 samples beyond.',
        'It was seen on FU1.',
      ].join('\n'),
    });
  });

  it('says that it became worse, or that newer data does not show it', () => {
    expect(noticeText(ANOMALY, 'RAISED', context(1)).text).toContain('still so (raised: it became worse');
    expect(noticeText(ANOMALY, 'WITHDRAWN', context(1)).text).toContain('(withdrawn: newer data');
  });

  it('says numbers without the dust of binary fractions', () => {
    const evidence = {
      margin: 0.5,
      sign: 1,
      medians: [],
      worstMedian: 1.0200000000000031,
      triggerValue: 1.01,
    };
    const { blame: _, unit: __, ...rest } = ANOMALY;
    const offset = { ...rest, kind: 'OFFSET' as const, pair: 'P1', blame: null, evidence };
    expect(noticeText(offset, 'OPENED', context(1)).text.split('\n').slice(1)).toEqual([
      'Flight minus ground by 6-hour medians: 1.01 Cel when it opened, at worst 1.02 Cel; the margin is 0.5 Cel.',
      'Which unit is at fault cannot be told from this.',
    ]);
  });

  it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h 0 min'],
    [47 * 60 + 59, '47 h 59 min'],
    [48 * 60, '2 d 0 h'],
  ])('says an age of %i minutes as %s', (minutes, said) => {
    expect(ageAfter(minutes)).toContain(`${said} ago`);
  });
});
