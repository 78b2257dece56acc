import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../../shared/domain/journal/journal-record.ts';
import {
  loudnessOf,
  type MessageContext,
  messageText,
} from '../../../../shared/domain/notify/message-text.ts';
import type { Told } from '../../../../shared/domain/notify/situation.ts';
import { oldEntry } from '../../../support/journal-cases.ts';
import { LIMIT, TOLD } from '../../../support/told-anomalies.ts';

const at = (text: string): number => Date.parse(text) * 1000;
const FIRST = { transition: 'OPENED', reason: 'FIRST', route: 'PAGE' } as const;
const STUCK = TOLD.map(({ anomaly }) => anomaly).find(({ kind }) => kind === 'STUCK')!;
const COVERED = { alarm: 'LIMIT:FU1:temperature:HIGH', anomaly: LIMIT.id, severity: 'CRITICAL' } as const;

/** The message about one anomaly that an entry says this of. */
function noticeText(
  anomaly: typeof LIMIT,
  { transition, ...said }: Pick<JournalRecord, 'transition' | 'reason' | 'route'>,
  context: MessageContext,
) {
  const entries = [oldEntry(transition, { ...said, anomaly })];
  const severity = anomaly.current?.severity ?? anomaly.severity;
  return messageText({ about: 'ALARM', severity, anomalies: [anomaly], covers: [COVERED], entries }, context);
}

describe('the message', () => {
  const asOf = at('2026-03-01T08:14:00Z');
  const context = (minutes: number): MessageContext => ({
    experiment: 'osteo-m3',
    now: asOf + minutes * 60e6,
    unitOf: () => ' °C',
    nextContact: null,
    noContactAfter: null,
    linesOf: () => [],
    look: null,
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
      'This does not tell which unit is at fault.',
    );
  });

  it.each([
    ['OPENED', 'FIRST', 'PAGE', 'ongoing.'],
    ['OPENED', 'AGAIN', 'PAGE', 'ongoing.'],
    ['OPENED', undefined, 'PAGE', 'ongoing.'],
    ['OPENED', 'RETURNED', 'PAGE', 'ongoing (it was withdrawn and is found again).'],
    ['RAISED', 'WORSE', 'PAGE', 'ongoing (it became worse).'],
    ['RAISED', 'LOUDER', 'PAGE', 'ongoing (nobody has been paged about it yet).'],
    ['RAISED', 'LOUDER', 'MAIL', 'ongoing (nobody has been told about it yet).'],
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

  it('says when data may come next, and what more there is to say', () => {
    const more = {
      ...context(340),
      ...{
        nextContact: at('2026-03-01T14:30:00Z'),
        noContactAfter: null,
        linesOf: () => ['Do: open the hatch.'],
        look: 'Look here.',
      },
    };
    const lines = noticeText(LIMIT, FIRST, more).text.split('\n');
    expect(lines[0]).toMatch(
      /^As of 1 Mar 08:14 UTC, 5 h 40 min ago; next contact 1 Mar 14:30 UTC: CRITICAL/,
    );
    expect(lines.slice(-2)).toEqual(['Do: open the hatch.', 'Look here.']);
    const ended = { ...more, nextContact: null, noContactAfter: at('2026-03-01T10:00:00Z') };
    expect(noticeText(LIMIT, FIRST, ended).text).toMatch(
      /^As of 1 Mar 08:14 UTC, 5 h 40 min ago; no contact is known after 1 Mar 10:00 UTC: CRITICAL/,
    );
  });

  const told = (about: Told['about'], rest: Partial<Told> = {}) =>
    messageText(
      { about, severity: 'CRITICAL', anomalies: [LIMIT], covers: [COVERED], entries: [], ...rest },
      context(340),
    );

  it('names the likelier cause first and lists the others beneath it', () => {
    const { subject, text } = told('ALARM', { anomalies: [STUCK, LIMIT] });
    expect(subject).toBe('osteo-m3: CRITICAL STUCK FU1 temperature (and LIMIT)');
    expect(text.split('\n')).toEqual([
      'As of 1 Mar 08:14 UTC, 5 h 40 min ago: CRITICAL (was WARNING) STUCK FU1 temperature in osteo-m3 since 1 Mar 06:00 UTC, ongoing.',
      'Stuck: the same reading, 36 °C, 1,837 times in a row.',
      'It was seen on FU1.',
      'Also: CRITICAL LIMIT FU1 temperature in osteo-m3 since 1 Mar 06:00 UTC, ongoing.',
      'Beyond its limit: 38.9 °C, at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings).',
    ]);
  });

  it('says why it comes again', () => {
    expect(told('REPEAT').subject).toBe('osteo-m3: still CRITICAL LIMIT FU1 temperature');
    expect(told('REPEAT').text.split('\n').at(-1)).toBe(
      'Nobody has acknowledged it: this is repeated every 4 h until somebody does.',
    );
    expect(told('ESCALATED').subject).toBe('osteo-m3: not acknowledged: CRITICAL LIMIT FU1 temperature');
    expect(told('ESCALATED').text).toContain('Nobody on the earlier routes has acknowledged it.');
  });

  it('of a past begins with when it happened', () => {
    const over = { ...LIMIT, to: at('2026-03-01T07:00:00Z'), current: undefined };
    expect(told('NOTICE', { anomalies: [over] })).toEqual({
      subject: 'osteo-m3: NOTICE, over: CRITICAL LIMIT FU1 temperature',
      text: [
        'Happened 1 Mar 06:00 to 07:00 UTC (1 h), over: CRITICAL LIMIT FU1 temperature in osteo-m3.',
        'Beyond its limit: at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings).',
        'It is over: this message is sent once.',
      ].join('\n'),
    });
  });

  it('of what is over names what was told, and what later data took back', () => {
    const over = { ...LIMIT, to: at('2026-03-01T09:00:00Z'), current: undefined };
    expect(told('RESOLVED', { anomalies: [over] })).toEqual({
      subject: 'osteo-m3: over: LIMIT:FU1:temperature:HIGH',
      text: 'In osteo-m3, of what you were told:\nCRITICAL LIMIT:FU1:temperature:HIGH is over since 1 Mar 09:00 UTC, after 3 h. Beyond its limit: at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings).',
    });
    expect(told('RESOLVED', { anomalies: [] }).text).toContain(
      'CRITICAL LIMIT:FU1:temperature:HIGH is not found any more: later data took it back.',
    );
  });

  it('calls nothing over that lasted when its limits, or its phase, ended', () => {
    const lasted = {
      ...LIMIT,
      ...{ to: at('2026-03-01T09:00:00Z'), judgedUntil: 'LIMITS' as const, current: undefined },
    };
    expect(told('RESOLVED', { anomalies: [lasted] })).toEqual({
      subject: 'osteo-m3: no longer judged: LIMIT:FU1:temperature:HIGH',
      text: 'In osteo-m3, of what you were told:\nCRITICAL LIMIT:FU1:temperature:HIGH lasted until its limits ended at 1 Mar 09:00 UTC, after 3 h. Beyond its limit: at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings).',
    });
    const { subject, text } = told('NOTICE', { anomalies: [{ ...lasted, judgedUntil: 'PHASE' as const }] });
    expect(subject).toBe('osteo-m3: NOTICE, no longer judged: CRITICAL LIMIT FU1 temperature');
    expect(text.split('\n')[0]).toBe(
      'Happened 1 Mar 06:00 to 09:00 UTC (3 h), lasted until its phase ended: CRITICAL LIMIT FU1 temperature in osteo-m3.',
    );
    expect(text.split('\n').at(-1)).toBe('This message is sent once.');
    const over = { ...STUCK, to: at('2026-03-01T08:00:00Z'), current: undefined };
    expect(told('RESOLVED', { anomalies: [lasted, over] }).subject).toMatch(
      /^osteo-m3: over or no longer judged: /,
    );
  });

  it('of what is over keeps to the alarm where older data moved its onset, and says the earlier one', () => {
    const [from, to] = [at('2026-03-01T05:30:00Z'), at('2026-03-01T09:00:00Z')];
    const id = 'LIMIT:FU1:temperature:HIGH:2026-03-01T05:30:00Z';
    const moved = { ...LIMIT, id, from, to, current: undefined };
    const said = 'CRITICAL LIMIT:FU1:temperature:HIGH is over since 1 Mar 09:00 UTC, after 3 h 30 min';
    const worst =
      'Beyond its limit: at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings).';
    expect(told('RESOLVED', { anomalies: [moved] }).text.split('\n')[1]).toBe(
      `${said}; by later data it began earlier than you were told, at 1 Mar 05:30 UTC. ${worst}`,
    );
    // Told of under both names: one alarm, said once.
    const covers = [COVERED, { ...COVERED, anomaly: id }];
    expect(told('RESOLVED', { anomalies: [moved], covers })).toEqual({
      subject: 'osteo-m3: over: LIMIT:FU1:temperature:HIGH',
      text: `In osteo-m3, of what you were told:\n${said}. ${worst}`,
    });
  });

  it('does not say of one episode what is true of another', () => {
    const [from, to] = [at('2026-03-01T07:00:00Z'), at('2026-03-01T09:00:00Z')];
    const id = 'LIMIT:FU1:temperature:HIGH:2026-03-01T07:00:00Z';
    const other = { ...LIMIT, id, from, to, current: undefined };
    expect(told('RESOLVED', { anomalies: [other] }).text.split('\n')[1]).toBe(
      'CRITICAL LIMIT:FU1:temperature:HIGH is not found any more at the time you were told of: later data took that back; the same alarm is found 1 Mar 07:00 to 09:00 UTC, and is over.',
    );
  });

  it('rings for what is critical and wrong now, and for nothing else', () => {
    const loud = (about: Told['about'], severity: Told['severity']) => loudnessOf({ about, severity });
    expect([loud('ALARM', 'CRITICAL'), loud('REPEAT', 'SEVERE'), loud('ESCALATED', 'CRITICAL')]).toEqual([
      ...['PAGE', 'PAGE', 'PAGE'],
    ]);
    expect([loud('ALARM', 'DISTRESS'), loud('RESOLVED', 'SEVERE'), loud('NOTICE', 'CRITICAL')]).toEqual([
      ...['MAIL', 'MAIL', 'MAIL'],
    ]);
  });
});
