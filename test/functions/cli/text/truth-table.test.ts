import { describe, expect, it } from 'vitest';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import {
  isWholeTruth,
  truthSchema,
  truthTable,
  truthText,
} from '../../../../functions/cli/text/truth-table.ts';
import type { AnomaliesOnWire } from '../../../../shared/contract/anomalies.ts';
import { anomalyOnWireSchema } from '../../../../shared/domain/detect/registry.ts';
import { someEvidence } from '../../../support/evidence.ts';

type Found = AnomaliesOnWire['anomalies'][number];

const MINUTE = 60;
const BLOCK = 21_600;

const { faults } = truthSchema.parse({
  faults: [
    {
      kind: 'stuck',
      unit: 'FU1',
      channels: ['temperature'],
      from: '2026-03-01T10:00:00Z',
      to: '2026-03-01T11:00:00Z',
      expected: [
        {
          kind: 'STUCK',
          unit: 'FU1',
          channels: ['temperature'],
          from: '2026-03-01T10:00:00Z',
          to: '2026-03-01T11:00:00Z',
          toleranceSeconds: MINUTE,
        },
      ],
    },
    {
      kind: 'drift',
      unit: 'FU1',
      channels: ['temperature'],
      from: '2026-03-02T00:00:00Z',
      to: null,
      expected: [
        {
          kind: 'OFFSET',
          pair: 'P1',
          channels: ['temperature'],
          from: '2026-03-02T00:00:00Z',
          to: null,
          toleranceSeconds: BLOCK,
        },
      ],
    },
    {
      kind: 'gap',
      unit: 'GU1',
      channels: ['temperature', 'humidity'],
      from: '2026-03-04T00:00:00Z',
      to: '2026-03-04T01:00:00Z',
      expected: [
        {
          kind: 'GAP',
          unit: 'GU1',
          channels: ['temperature', 'humidity'],
          from: '2026-03-04T00:00:00Z',
          to: '2026-03-04T01:00:00Z',
          toleranceSeconds: MINUTE,
        },
      ],
    },
  ],
});

const anomaly = (over: Partial<Omit<Found, 'evidence'>>): Found =>
  anomalyOnWireSchema.parse({
    id: JSON.stringify(over),
    kind: 'STUCK',
    channels: ['temperature'],
    from: '2026-03-01T10:00:00Z',
    to: '2026-03-01T10:59:00Z',
    severity: 'WARNING',
    blame: null,
    evidence: someEvidence(over.kind ?? 'STUCK'),
    detector: { name: 'stuck', version: '1' },
    ...over,
  });
const stuck = anomaly({ unit: 'FU1' });
const offset = anomaly({ kind: 'OFFSET', pair: 'P1', from: '2026-03-02T06:00:00Z', to: null });
const gapOf = (...channels: string[]) =>
  anomaly({ kind: 'GAP', unit: 'GU1', channels, from: '2026-03-04T00:00:00Z', to: '2026-03-04T01:00:00Z' });
const gap = gapOf('humidity', 'temperature');

describe('the truth table', () => {
  it('is whole where every fault was found and nothing else', () => {
    const table = truthTable(faults, [stuck, offset, gap]);
    expect(isWholeTruth(table)).toBe(true);
    expect(truthText(table, UNLIMITED)).toMatch(/all 3 faults found, and nothing else\n$/);
  });

  it('counts as no false alarm what shows how a fault moved its unit from its siblings, while it did', () => {
    const moving = faults.map((fault) =>
      fault.kind === 'drift'
        ? {
            ...fault,
            moves: [
              { unit: 'FU1', channels: ['temperature', 'heater'], kinds: ['SHIFT', 'DRIFT', 'VARIANCE'] },
            ],
          }
        : fault,
    );
    const drift = (over: object) =>
      anomaly({ kind: 'DRIFT', unit: 'FU1', from: '2026-03-02T09:00:00Z', ...over });
    const extraWith = (found: Found) => truthTable(moving, [stuck, offset, gap, found]).extra;
    expect(extraWith(drift({ channels: ['heater'] }))).toEqual([]);
    for (const kind of ['SHIFT', 'VARIANCE'] as const) expect(extraWith(drift({ kind }))).toEqual([]);
    for (const other of [
      { unit: 'FU2' },
      { channels: ['co2'] },
      { kind: 'STUCK' as const },
      { from: '2026-02-28T09:00:00Z' },
    ])
      expect(extraWith(drift(other)), JSON.stringify(other)).toHaveLength(1);
  });

  it('judges no kind that only stands in lists and that no fault shows as, and counts what was found of it', () => {
    const spike = anomaly({ kind: 'SPIKE', unit: 'FU1' });
    const table = truthTable(faults, [stuck, offset, gap, spike]);
    expect(isWholeTruth(table)).toBe(true);
    expect(truthText(table, UNLIMITED)).toContain(
      'not judged: 1 SPIKE, which are only listed: no built-in fault says anything of them\n',
    );
  });

  it('takes a fault of several channels found one by one', () => {
    const table = truthTable(faults, [stuck, offset, gapOf('humidity'), gapOf('temperature')]);
    expect(isWholeTruth(table)).toBe(true);
  });

  it.each([
    ['on another unit', [anomaly({ unit: 'GU1' }), offset, gap]],
    ['of another kind', [anomaly({ unit: 'FU1', kind: 'LIMIT' }), offset, gap]],
    ['of another channel', [anomaly({ unit: 'FU1', channels: ['humidity'] }), offset, gap]],
    [
      'of one channel too many',
      [anomaly({ unit: 'FU1', channels: ['humidity', 'temperature'] }), offset, gap],
    ],
    ['later than its tolerance', [anomaly({ unit: 'FU1', from: '2026-03-01T10:01:01Z' }), offset, gap]],
    ['that lasts where it should have ended', [anomaly({ unit: 'FU1', to: null }), offset, gap]],
    ['that ended where it should last', [stuck, { ...offset, to: '2026-03-05T00:00:00Z' }, gap]],
    ['more than a block late', [stuck, { ...offset, from: '2026-03-02T06:00:01Z' }, gap]],
    ['on another pair', [stuck, { ...offset, pair: 'P2' }, gap]],
    ['on one of two channels', [stuck, offset, gapOf('humidity')]],
  ])('is not whole where a fault is found %s', (_title, found) => {
    const table = truthTable(faults, found);
    expect(isWholeTruth(table)).toBe(false);
    expect(table.extra).toHaveLength(1);
    expect(truthText(table, UNLIMITED)).toContain('1 of 3 faults missed, 1 found that nobody put in');
  });

  it('is not whole where something else was found', () => {
    const table = truthTable(faults, [stuck, offset, gap, anomaly({ unit: 'GU1' })]);
    expect(isWholeTruth(table)).toBe(false);
    expect(truthText(table, UNLIMITED)).toMatch(/EXTRA +– +STUCK +GU1/);
  });

  it('is not whole where nothing was found', () => {
    expect(isWholeTruth(truthTable(faults, []))).toBe(false);
  });
});
