import { describe, expect, it } from 'vitest';
import { noticeText } from '../../../../shared/domain/journal/notice.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

const at = (text: string): number => Date.parse(text) * 1000;
const FIRST = { transition: 'OPENED', reason: 'FIRST', route: 'PAGE' } as const;

describe('the message', () => {
  const asOf = at('2026-03-01T08:14:00Z');
  const context = (minutes: number) => ({
    experiment: 'osteo-m3',
    now: asOf + minutes * 60e6,
    unitOf: () => ' °C',
  });

  it('begins with the age of the data, then says what, where, since when, with which numbers and units', () => {
    expect(noticeText(LIMIT, FIRST, context(340))).toEqual({
      subject: 'osteo-m3: CRITICAL LIMIT FU1 temperature',
      text: [
        'As of 1 Mar 08:14 UTC, 5 h 40 min ago: CRITICAL LIMIT FU1 temperature in osteo-m3 since 1 Mar 06:00 UTC, ongoing.',
        'Beyond its limit: 38.9 °C, at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings).',
        'It was seen on FU1.',
      ].join('\n'),
    });
  });

  it('says the severity that holds now, and the worst there was', () => {
    const milder = { ...LIMIT, current: { asOf, severity: 'WARNING' as const } };
    const { subject, text } = noticeText(milder, FIRST, context(1));
    expect(subject).toBe('osteo-m3: WARNING LIMIT FU1 temperature');
    expect(text).toContain(': WARNING (was CRITICAL) LIMIT FU1 temperature in');
  });

  it('says that the unit at fault is not known', () => {
    expect(noticeText({ ...LIMIT, blame: null }, FIRST, context(1)).text.split('\n')[2]).toBe(
      'Which unit is at fault cannot be told from this.',
    );
  });

  it.each([
    ['OPENED', 'FIRST', 'PAGE', 'ongoing.'],
    ['OPENED', 'AGAIN', 'PAGE', 'ongoing.'],
    ['OPENED', undefined, 'PAGE', 'ongoing.'],
    ['OPENED', 'RETURNED', 'PAGE', 'ongoing (it was withdrawn and is found again).'],
    ['RAISED', 'WORSE', 'PAGE', 'ongoing (it became worse).'],
    ['RAISED', 'LOUDER', 'PAGE', 'ongoing (nobody was paged of it yet).'],
    ['RAISED', 'LOUDER', 'MAIL', 'ongoing (nobody was told of it yet).'],
    ['RAISED', undefined, 'PAGE', 'ongoing (it became worse, or its phase is armed now).'],
  ] as const)('says of an entry %s for reason %s on route %s: "%s"', (transition, reason, route, said) => {
    const { text } = noticeText(LIMIT, { transition, reason, route }, context(1));
    expect(text.split('\n')[0]).toMatch(new RegExp(`${said.replace(/[().]/g, '\\$&')}$`));
  });

  it('says the year of data from another one', () => {
    const later = { ...context(0), now: at('2027-01-02T00:00:00Z') };
    expect(noticeText(LIMIT, FIRST, later).text).toMatch(
      /^As of 1 Mar 2026 08:14 UTC, 306 d 16 h ago: .* since 1 Mar 2026 06:00 UTC, ongoing\.$/m,
    );
  });
});
