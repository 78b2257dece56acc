import { expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { type Beside, besideLines } from '../../../../shared/domain/notify/beside-text.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

const at = Date.parse('2026-03-01T08:14:00Z') * 1000;
const HOUR = 3600e6;
const WORDS = { now: at + HOUR, unitOf: () => ' °C' };
const OVER = { ...LIMIT, to: LIMIT.from, current: undefined };
/** 06:00 to 08:14. */
const during = { from: LIMIT.from, to: at };

function beside(unit: string, is: Beside['is'], rest: Partial<Beside> = {}): Beside {
  const reading = { state: 'READ', value: 37.02, at } as const;
  return { unit, is, anomalies: [], judgedTo: at, at, during, isShifted: false, reading, ...rest };
}
const linesOf = (others: readonly Beside[], anomaly: Anomaly = LIMIT, left = 0) =>
  besideLines(anomaly, { others, left }, WORDS);

it('says what the twin and each sibling read then, what they show now, and up to when that was looked for', () => {
  const delayed = { at: at + 26 * HOUR, isShifted: true } as const;
  expect(
    linesOf([
      beside('GU1', 'TWIN', { ...delayed, reading: { state: 'READ', value: 0, at: at + 26 * HOUR } }),
      beside('FU2', 'SIBLING', { anomalies: [LIMIT] }),
      beside('FU3', 'SIBLING', { judgedTo: at - HOUR }),
    ]),
  ).toEqual([
    'Twin GU1: 0 °C at 2 Mar 10:14 UTC (the same elapsed time); nothing found in temperature up to 1 Mar 08:14 UTC.',
    'Sibling FU2: 37.02 °C at 1 Mar 08:14 UTC; shows in temperature: CRITICAL LIMIT.',
    'Sibling FU3: 37.02 °C at 1 Mar 08:14 UTC; nothing found in temperature up to 1 Mar 07:14 UTC.',
  ]);
});

it('names what was found at that time though it is over, and says nothing found of that time only', () => {
  const shown = (from: number, to: number, rest: Partial<Beside> = {}) => {
    const one = { ...OVER, from, to };
    const [line = ''] = linesOf([beside('GU1', 'TWIN', { anomalies: [one], ...rest })]);
    return line.split('; ')[1];
  };
  expect(shown(at - 3 * HOUR, at - HOUR)).toBe(
    'shows in temperature: CRITICAL LIMIT 1 Mar 05:14 to 07:14 UTC (over).',
  );
  // Long over before the finding began.
  expect(shown(at - 5 * HOUR, at - 4 * HOUR)).toBe(
    'nothing found in temperature from 1 Mar 06:00 to 08:14 UTC.',
  );
  expect(shown(at - 5 * HOUR, at - 4 * HOUR, { judgedTo: at - 3 * HOUR })).toBe(
    'judged up to 1 Mar 05:14 UTC only.',
  );
  const milder = { ...OVER, severity: 'WARNING' as const };
  expect(shown(0, 0, { anomalies: [milder, OVER, LIMIT] })).toBe(
    'shows in temperature: CRITICAL LIMIT, CRITICAL LIMIT 1 Mar 06:00 to 06:00 UTC (over) and 1 more of then.',
  );
});

it('counts and names what is alike of several sensors or sides', () => {
  const of = (part: string): Anomaly => ({
    ...LIMIT,
    id: `LIMIT:FU2:${part}:2026-03-01T06:00:00Z`,
    channels: [part.split(':')[0]!],
  });
  const anomalies = [of('temperature@T2:HIGH'), of('temperature@T1:HIGH')];
  const milder = { ...of('temperature:LOW'), current: { asOf: at, severity: 'WARNING' as const } };
  const [line = ''] = linesOf([beside('FU2', 'SIBLING', { anomalies: [...anomalies, milder] })]);
  expect(line.split('; ')[1]).toBe(
    'shows in temperature: 2 CRITICAL LIMIT (temperature@T1 HIGH, temperature@T2 HIGH), WARNING LIMIT.',
  );
});

it('is never silent about one that read nothing then', () => {
  const then = (one: Beside['reading']) =>
    linesOf([beside('GU1', 'TWIN', { reading: one, judgedTo: null })])[0];
  expect(then({ state: 'NONE_THEN', newest: at + HOUR })).toBe(
    'Twin GU1: no valid reading of temperature in the hour before 1 Mar 08:14 UTC; nothing of it is judged yet.',
  );
  expect(then({ state: 'NONE_THEN', newest: at - 4 * HOUR })).toBe(
    'Twin GU1: not heard at 1 Mar 08:14 UTC yet, its newest sample is from 1 Mar 04:14 UTC; nothing of it is judged yet.',
  );
  expect(then({ state: 'NOTHING_YET' })).toBe(
    'Twin GU1: nothing of it has been received yet; nothing of it is judged yet.',
  );
  expect(then({ state: 'UNREADABLE' })).toContain('cannot be read, its archive is damaged');
});

it('says that there is nobody to compare with, and who was not looked at', () => {
  expect(linesOf([])).toEqual(['FU1 has no twin and no sibling to compare temperature with.']);
  expect(linesOf([beside('FU2', 'SIBLING')], LIMIT, 3).at(-1)).toBe('3 more siblings were not looked at.');
});

it('says of a whole unit up to when the others were heard', () => {
  const silent = { ...LIMIT, channels: [] };
  expect(linesOf([beside('GU1', 'TWIN', { reading: { state: 'NONE_THEN', newest: at } })], silent)).toEqual([
    'Twin GU1: its newest sample is from 1 Mar 08:14 UTC; nothing found of the unit as a whole up to 1 Mar 08:14 UTC.',
  ]);
});

it('says of a pair what each of its two units read', () => {
  const { unit: _unit, ...ofPair } = { ...LIMIT, pair: 'P1' };
  expect(linesOf([beside('FU1', 'UNIT'), beside('GU1', 'UNIT')], ofPair)).toEqual([
    'Unit FU1: 37.02 °C at 1 Mar 08:14 UTC; nothing found in temperature up to 1 Mar 08:14 UTC.',
    'Unit GU1: 37.02 °C at 1 Mar 08:14 UTC; nothing found in temperature up to 1 Mar 08:14 UTC.',
  ]);
  expect(linesOf([], ofPair)).toEqual([]);
});
