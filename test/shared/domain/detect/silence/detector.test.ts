import { describe, expect, it } from 'vitest';
import { silenceDetector } from '../../../../../shared/domain/detect/silence/detector.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const CONTACT = {
  aos: at('2026-03-01T08:00:00Z'),
  los: at('2026-03-01T08:12:00Z'),
  station: 'Kiruna',
  id: null,
};
const PLAN = { contacts: [CONTACT], latency: 7200 };
const NOW = at('2026-03-01T20:00:00Z');

describe('where SILENCE is looked for', () => {
  const declared = { isFlying: true, plan: PLAN, maxSilence: 21_600, at: CONTACT.los };

  it('is on a flying unit with a plan and a longest silence', () => {
    expect(silenceDetector.aimAt(declared)).toEqual({
      rule: { plan: PLAN, maxSilence: 21_600 },
      unlooked: null,
    });
  });

  it('is no longer where the plan has ended, and what its contacts show is still found', () => {
    const rule = { plan: PLAN, maxSilence: 21_600 };
    const after = { ...declared, at: CONTACT.los + (7200 + 21_600) * 1e6 };
    expect(silenceDetector.aimAt({ ...after, at: after.at - 1 })).toEqual({ rule, unlooked: null });
    expect(silenceDetector.aimAt(after)).toEqual({
      rule,
      unlooked: 'the contact plan ends 1 Mar 08:12 UTC: later silence is not seen',
    });
  });

  it.each([
    [{ ...declared, isFlying: false }, 'the unit does not fly'],
    [{ ...declared, maxSilence: null }, 'the definition declares no contacts.maxSilence'],
    [{ ...declared, plan: null }, 'there is no contact plan'],
  ])('is nowhere else, and says why', (rules, why) => {
    expect(silenceDetector.aimAt(rules)).toEqual({ unlooked: why });
  });
});

describe('what it reports', () => {
  const rule = { plan: PLAN, maxSilence: 21_600 };

  it('is CRITICAL of the whole unit, from the deadline on, at the instant asked', () => {
    const [silence, ...others] = silenceDetector.findAt(rule, { unit: 'FU1', newest: null }, NOW);
    expect(others).toEqual([]);
    expect(silence).toMatchObject({
      ...{ id: 'SILENCE:FU1:unit:2026-03-01T16:12:00Z', unit: 'FU1', channels: [] },
      ...{ from: at('2026-03-01T16:12:00Z'), to: null, severity: 'CRITICAL' },
      current: { asOf: NOW, severity: 'CRITICAL' },
    });
    expect(silenceDetector.anomaly.parse(silence)).toEqual(silence);
  });

  it('holds nothing but its age that depends on the instant', () => {
    const told = [NOW, NOW + 3600e6].map((instant) => {
      const { current: _, ...rest } = silenceDetector.findAt(
        rule,
        { unit: 'FU1', newest: null },
        instant,
      )[0]!;
      return rest;
    });
    expect(told[0]).toEqual(told[1]);
  });

  it('says what was the newest, and which contact should have brought newer', () => {
    const two = { ...PLAN, contacts: [CONTACT, { ...CONTACT, aos: CONTACT.aos + 60e6, station: null }] };
    const figures = (newest: number | null) => {
      const [silence] = silenceDetector.findAt({ ...rule, plan: two }, { unit: 'FU1', newest }, NOW);
      return silenceDetector.figures(silence!, () => '');
    };
    expect(figures(null)).toBe(
      'no sample ever came, though the contact 1 Mar 08:00 to 08:12 UTC over Kiruna should have brought it',
    );
    expect(figures(CONTACT.aos - 3600e6)).toBe(
      'nothing newer than 1 Mar 07:00 UTC, though the contact 1 Mar 08:01 to 08:12 UTC should have brought it',
    );
  });
});
