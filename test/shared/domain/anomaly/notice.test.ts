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
  evidence: { value: 39.2, limit: 38.5 },
  detector: { name: 'limit', version: '1' },
};
const ALWAYS = [{ from: -Infinity, to: Infinity }];

describe('the route of an anomaly', () => {
  it('follows its severity while it holds: two page, two mail, one is shown', () => {
    expect(SEVERITIES.map((severity) => routeOf({ ...ANOMALY, severity }, ALWAYS))).toEqual([
      'SHOW',
      'MAIL',
      'MAIL',
      'PAGE',
      'PAGE',
    ]);
  });

  it('tells nobody of a past that is over, however bad it was', () => {
    for (const severity of SEVERITIES) {
      expect(routeOf({ ...ANOMALY, severity, to: ANOMALY.from + 1 }, ALWAYS)).toBe('SHOW');
    }
  });

  it('tells nobody of what happens outside the armed phases', () => {
    const { from } = ANOMALY;
    expect(routeOf(ANOMALY, [])).toBe('SHOW');
    expect(routeOf(ANOMALY, [{ from: -Infinity, to: from }])).toBe('SHOW');
    expect(routeOf(ANOMALY, [{ from: -Infinity, to: from + 1 }])).toBe('PAGE');
  });

  it('tells of what began before an armed phase and holds in it', () => {
    const armed = [{ from: ANOMALY.from + 1000, to: Infinity }];
    expect(routeOf(ANOMALY, armed)).toBe('PAGE');
  });
});

describe('the message', () => {
  const asOf = at('2026-03-01T08:14:00Z');
  const ageAfter = (minutes: number) => noticeText(ANOMALY, asOf, asOf + minutes * 60e6).text.slice(0, 45);

  it('begins with the age of the data, then says what, where, since when, with which numbers and whose fault', () => {
    expect(noticeText(ANOMALY, asOf, asOf + 340 * 60e6)).toEqual({
      subject: 'CRITICAL LIMIT FU1 temperature',
      text: [
        'As of 2026-03-01T08:14:00Z, 5 h 40 min ago: CRITICAL LIMIT FU1 temperature since 2026-03-01T06:00:00Z, still so.',
        'Evidence: value 39.2, limit 38.5.',
        'At fault: FU1.',
      ].join('\n'),
    });
  });

  it('of what is over says until when', () => {
    const { text } = noticeText({ ...ANOMALY, to: at('2026-03-01T07:00:00Z') }, asOf, asOf);
    expect(text).toContain('since 2026-03-01T06:00:00Z until 2026-03-01T07:00:00Z.');
  });

  it('of a pair names the pair, and says where nobody can be blamed', () => {
    const { unit: _, ...rest } = ANOMALY;
    const ofPair: Anomaly = {
      ...rest,
      kind: 'OFFSET',
      pair: 'P1',
      channels: ['co2', 'temperature'],
      blame: null,
    };
    const { subject, text } = noticeText(ofPair, asOf, asOf);
    expect(subject).toBe('CRITICAL OFFSET P1 co2+temperature');
    expect(text.split('\n')[2]).toBe('Which unit is at fault cannot be told.');
  });

  it.each([
    [0, '0 min ago'],
    [59, '59 min ago'],
    [60, '1 h 0 min ago'],
    [47 * 60 + 59, '47 h 59 min ago'],
    [48 * 60, '2 d 0 h ago'],
    [7 * 24 * 60 + 90, '7 d 1 h ago'],
  ])('says an age of %i minutes as people do', (minutes, said) => {
    expect(ageAfter(minutes)).toContain(`As of 2026-03-01T08:14:00Z, ${said}`);
  });

  it('does not count backwards where a payload clock runs ahead of ours', () => {
    expect(ageAfter(-5)).toContain(', 0 min ago');
  });
});
