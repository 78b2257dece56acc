import { describe, expect, it } from 'vitest';
import type { AlarmAction } from '../../../../shared/domain/alarm/action.ts';
import { alarmsOf } from '../../../../shared/domain/alarm/alarm.ts';
import { ALARM_ID } from '../../../../shared/domain/alarm/alarm-id.ts';
import { anomalyId, conditionOf } from '../../../../shared/domain/anomaly/anomaly.ts';
import { type Anomaly, DETECTORS, subjectNamed } from '../../../../shared/domain/detect/registry.ts';
import { HOUR } from '../../../support/alarm-scripts.ts';
import { LIMIT, TOLD } from '../../../support/told-anomalies.ts';

const NOW = LIMIT.from + 100 * HOUR;
const at = (hours: number, more: Partial<typeof LIMIT> = {}): typeof LIMIT => {
  const from = LIMIT.from + hours * HOUR;
  return { ...LIMIT, ...more, from, id: anomalyId('LIMIT', 'FU1', 'temperature:HIGH', from) };
};
const over = { to: LIMIT.from + HOUR, current: undefined };
const silence = TOLD.map(({ anomaly }) => anomaly).find(({ kind }) => kind === 'SILENCE')!;
const ackOf = (alarm: string): AlarmAction => ({
  ...{ action: 'ACKNOWLEDGE', alarm, number: 1, at: NOW - HOUR, by: 'nora', comment: null },
  seen: { from: LIMIT.from, to: NOW - HOUR, severity: 'SEVERE', returned: false },
});

describe('an alarm', () => {
  it('is one condition, whatever its onsets are', () => {
    const [alarm, ...others] = alarmsOf([at(3), at(0, over)], new Map(), NOW);
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ id: 'LIMIT:FU1:temperature:HIGH', newest: { from: at(3).from } });
    expect(alarm!.entries.map(({ transition }) => transition)).toEqual([
      'TRIGGERED',
      'RETURNED',
      'TRIGGERED',
    ]);
  });

  it('of a silent unit, of a limit and of an offset of its channel are three', () => {
    const offset = TOLD.map(({ anomaly }) => anomaly).find(({ kind }) => kind === 'OFFSET')!;
    const found = [LIMIT, silence, offset];
    const ids = found.map(conditionOf);
    expect(new Set(ids).size).toBe(3);
    const stand = alarmsOf(found, new Map([[ids[0]!, [ackOf(ids[0]!)]]]), NOW);
    expect(stand.map(({ id, state }) => [id, state.state])).toEqual(
      expect.arrayContaining([
        [ids[0], 'ACK_ALARM'],
        [ids[1], 'UNACK_ALARM'],
        [ids[2], 'UNACK_ALARM'],
      ]),
    );
  });

  it('is nothing that only stands in lists', () => {
    const spike = TOLD.map(({ anomaly }) => anomaly).find(({ kind }) => kind === 'SPIKE')!;
    expect(alarmsOf([spike], new Map(), NOW)).toEqual([]);
  });

  it('that waits for somebody comes first, then the worse', () => {
    const mild = { ...LIMIT, id: anomalyId('LIMIT', 'FU1', 'a:LOW', LIMIT.from), severity: 'WATCH' as const };
    const watch = { ...mild, current: { asOf: NOW, severity: 'WATCH' as const } };
    const back = { ...LIMIT, ...over, id: anomalyId('LIMIT', 'FU1', 'b:LOW', LIMIT.from) };
    const actions = new Map([['LIMIT:FU1:temperature:HIGH', [ackOf('LIMIT:FU1:temperature:HIGH')]]]);
    const order = (found: readonly Anomaly[]) =>
      alarmsOf(found, actions, NOW).map(({ state }) => state.state);
    expect(order([LIMIT, back, watch])).toEqual(['UNACK_ALARM', 'RTN_UNACK', 'ACK_ALARM']);
  });

  it('shows an operator the newest episode, at its worst', () => {
    const [alarm] = alarmsOf([at(0, over)], new Map(), NOW);
    expect(alarm!.seen).toEqual({
      ...{ from: LIMIT.from, to: LIMIT.from + HOUR, severity: 'CRITICAL', returned: true },
    });
  });
});

describe('the id of an alarm', () => {
  it('may stand in a path, and names what it is found on, for every kind', () => {
    expect(new Set(TOLD.map(({ anomaly }) => anomaly.kind)).size).toBe(DETECTORS.length);
    for (const { anomaly } of TOLD) {
      const id = conditionOf(anomaly);
      expect(id).toMatch(ALARM_ID);
      const subject = anomaly.unit === undefined ? ['pair', anomaly.pair] : ['unit', anomaly.unit];
      expect(Object.values(subjectNamed(id))).toEqual(subject);
    }
    expect('LIMIT:FU1:temperature@T2:LOW').toMatch(ALARM_ID);
    expect(subjectNamed('LIMIT:P1:temperature:DELTA_LOW')).toEqual({ kind: 'pair', id: 'P1' });
    expect('LIMIT:FU1:../x:LOW').not.toMatch(ALARM_ID);
  });
});
