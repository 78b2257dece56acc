import { describe, expect, it } from 'vitest';
import { isWholeTruth, truthSchema, truthTable, truthText } from '../../../functions/cli/truth-table.ts';
import type { AnomaliesOnWire } from '../../../shared/contract/anomalies.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { TWIN_DEFINITION } from '../../support/twin-experiment.ts';

type Found = AnomaliesOnWire['anomalies'][number];

const { definition } = readDefinition(TWIN_DEFINITION);
const { faults } = truthSchema.parse({
  faults: [
    {
      kind: 'STUCK',
      unit: 'FU1',
      channels: ['temperature'],
      from: '2026-03-01T10:00:00Z',
      to: '2026-03-01T11:00:00Z',
    },
    {
      kind: 'OFFSET',
      unit: 'FU1',
      pair: 'P1',
      channels: ['temperature'],
      from: '2026-03-02T00:00:00Z',
      to: '2026-03-03T00:00:00Z',
    },
    {
      kind: 'GAP',
      unit: 'GU1',
      channels: ['temperature', 'humidity'],
      from: '2026-03-04T00:00:00Z',
      to: '2026-03-04T01:00:00Z',
    },
  ],
});

const anomaly = (over: Partial<Found>): Found => ({
  id: JSON.stringify(over),
  kind: 'STUCK',
  channels: ['temperature'],
  from: '2026-03-01T10:00:00Z',
  to: '2026-03-01T10:59:00Z',
  severity: 'WARNING',
  blame: null,
  evidence: {},
  detector: { name: 'stuck', version: '1' },
  ...over,
});
const stuck = anomaly({ unit: 'FU1' });
const offset = anomaly({
  kind: 'OFFSET',
  pair: 'P1',
  from: '2026-03-02T06:00:00Z',
  to: '2026-03-02T18:00:00Z',
});
const gapOf = (...channels: string[]) =>
  anomaly({ kind: 'GAP', unit: 'GU1', channels, from: '2026-03-04T00:00:00Z', to: '2026-03-04T01:00:00Z' });
const gap = gapOf('humidity', 'temperature');

describe('the truth table', () => {
  it('is whole where every fault was found and nothing else', () => {
    const table = truthTable(faults, [stuck, offset, gap], definition);
    expect(isWholeTruth(table)).toBe(true);
    expect(truthText(table)).toContain('all 3 faults found, and nothing else');
  });

  it('takes a fault of several channels found one by one', () => {
    const table = truthTable(faults, [stuck, offset, gapOf('humidity'), gapOf('temperature')], definition);
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
    ['two periods late', [anomaly({ unit: 'FU1', from: '2026-03-01T10:02:00Z' }), offset, gap]],
    ['that holds still', [anomaly({ unit: 'FU1', to: null }), offset, gap]],
    ['more than a block late', [stuck, { ...offset, from: '2026-03-02T06:00:01Z' }, gap]],
    ['on another pair', [stuck, { ...offset, pair: 'P2' }, gap]],
    ['on one of two channels', [stuck, offset, gapOf('humidity')]],
  ])('is not whole where a fault is found %s', (_title, found) => {
    const table = truthTable(faults, found, definition);
    expect(isWholeTruth(table)).toBe(false);
    expect(table.extra).toHaveLength(1);
    expect(truthText(table)).toContain('1 of 3 faults missed, 1 found that nobody put in');
  });

  it('is not whole where something else was found', () => {
    const table = truthTable(faults, [stuck, offset, gap, anomaly({ unit: 'GU1' })], definition);
    expect(isWholeTruth(table)).toBe(false);
    expect(truthText(table)).toMatch(/EXTRA +STUCK +GU1/);
  });

  it('is not whole where nothing was found', () => {
    expect(isWholeTruth(truthTable(faults, [], definition))).toBe(false);
  });
});
