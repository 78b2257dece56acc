import { describe, expect, it } from 'vitest';
import { drawingOf } from '../../../../../functions/web/views/alarms/drawing-of.ts';
import type { ArmKind } from '../../../../../shared/domain/experiment/hardware-schema.ts';
import { HOUR } from '../../../../support/alarm-scripts.ts';
import { LIMIT } from '../../../../support/told-anomalies.ts';

const facts = (kind: ArmKind, siblings: readonly string[] = []) => ({
  pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
  hardware: {
    arms: new Map([
      ['flight', { kind: 'SPACEFLIGHT' as const }],
      ['ground', { kind }],
    ]),
    units: new Map([
      ['FU1', { arm: 'flight' }],
      ['GU1', { arm: 'ground' }],
      ...siblings.map((id): [string, { arm: string }] => [id, { arm: 'flight' }]),
    ]),
  },
});
const SYNCHRONOUS = facts('GROUND_CONTROL_SYNCHRONOUS', ['FU2', 'FU3', 'FU4', 'FU5']);
const limit = {
  ...LIMIT,
  id: 'LIMIT:FU1:temperature:HIGH:2026-03-01T02:00:00Z',
  unit: 'FU1',
  channels: ['temperature'],
};

describe('what of a finding is drawn', () => {
  it('is its unit with twin and siblings around the episode, and the limit that decided', () => {
    const { units, levels, withheld, from, to, pair, episode } = drawingOf(limit, SYNCHRONOUS);
    expect(units.map(({ unit, role }) => `${unit} ${role}`)).toEqual([
      ...['FU1 own', 'GU1 twin', 'FU2 sibling', 'FU3 sibling', 'FU4 sibling'],
    ]);
    expect(withheld).toEqual(['Of the siblings 3 are drawn, and FU5 not.']);
    expect(levels).toEqual([
      { name: 'critical limit', value: limit.kind === 'LIMIT' ? limit.evidence.limit : 0 },
    ]);
    expect(from).toBeLessThanOrEqual(episode.from - HOUR / 1000);
    expect(to).toBeGreaterThanOrEqual(episode.to + HOUR / 1000);
    expect(pair).toBe('P1');
  });

  it('leaves out a twin that ran at another time, and says where it is', () => {
    const { units, withheld } = drawingOf(limit, facts('GROUND_CONTROL_ASYNCHRONOUS'));
    expect(units.map(({ unit }) => unit)).toEqual(['FU1']);
    expect(withheld).toEqual(['The twin GU1 ran at another time: it is laid over this unit under Twins.']);
  });

  it('is the difference of a pair, with the margin on the side that was left', () => {
    const offset = {
      ...{ ...limit, kind: 'OFFSET' as const, id: 'OFFSET:P1:temperature:2026-03-01T02:00:00Z', pair: 'P1' },
      evidence: { margin: 0.5, sign: -1 as const, medians: [-0.7], worstMedian: -0.7, triggerValue: -0.6 },
    };
    expect(drawingOf(offset, SYNCHRONOUS)).toMatchObject({
      ...{ delta: { pair: 'P1', channel: 'temperature' }, units: [] },
      levels: [{ name: 'margin', value: -0.5 }],
    });
  });

  it('is no curve of a finding that is of a whole unit', () => {
    const { channel, withheld } = drawingOf({ ...limit, channels: [] }, SYNCHRONOUS);
    expect(channel).toBeNull();
    expect(withheld[0]).toContain('of the whole unit');
  });
});
