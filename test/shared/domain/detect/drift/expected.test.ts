import { describe, expect, it } from 'vitest';
import { armRules } from '../../../../../shared/domain/detect/drift/arm-rules.ts';
import { BLOCK_MICROS } from '../../../../../shared/domain/detect/drift/block.ts';
import { driftAnomaly } from '../../../../../shared/domain/detect/drift/drift-anomaly.ts';
import {
  gainWith,
  meanOfAll,
  meanWithout,
  NO_GAIN,
  perDegreeOf,
} from '../../../../../shared/domain/detect/drift/expected.ts';
import { foldArm, lastingDrifts } from '../../../../../shared/domain/detect/drift/fold-arm.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';
import { indexed } from '../../experiment/minimal.ts';

const DAY = 144;
const DAYS = 8;
const START = Date.parse('2026-03-01T00:00:00Z') * 1000;
const FIRST = START / BLOCK_MICROS;
const LOOP = { holds: 'temperature', ambient: 'cabin' };

/** One unit alone: its heater works against a cabin that warms and cools by 2 °C a day. */
function heated({ loss = 0, loop = LOOP }: { loss?: number; loop?: object } = {}) {
  const channel = (id: string, keys = {}) => ({ id, unit: 'Cel', period: 'PT1M', ...keys });
  const index = indexed({
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: [{ id: 'FU1', arm: 'flight' }],
    pairs: [],
    channels: [
      ...[channel('temperature', { reference: [] }), channel('cabin', { reference: [] })],
      channel('heater', { unit: '%', resolution: 0.1, loop, limits: [{ warning: [null, 85] }] }),
    ],
    sources: [
      {
        ...{ id: 's', match: '*', format: 'csv', layout: 'wide' },
        time: { column: 't', formats: ['ISO8601'] },
        columns: Object.fromEntries(
          ['temperature', 'cabin', 'heater'].map((name) => [name, { unit: 'FU1', channel: name }]),
        ),
      },
    ],
    reference: undefined,
  });
  const rules = armRules(index, 'flight', [], null);
  const random = randomStream(3, 'heater');
  const means = { temperature: new Map(), cabin: new Map(), heater: new Map() } as Record<
    string,
    Map<number, number>
  >;
  let noise = 0;
  for (let i = 0; i < DAYS * DAY; i++) {
    const cabin = 22 + 2 * Math.sin((2 * Math.PI * i) / DAY);
    noise = 0.6 * noise + 0.5 * random.normal();
    const power = 1 - (loss * Math.max(0, i - 2 * DAY)) / DAY;
    means.cabin!.set(FIRST + i, cabin);
    means.temperature!.set(FIRST + i, 37);
    means.heater!.set(FIRST + i, (4 * (37 - cabin)) / power + noise);
  }
  const { state, closed } = foldArm(new Map(), rules, {
    meansOf: ({ series }) => means[series]!,
    stuckOf: () => [],
  });
  const found = [...closed, ...lastingDrifts(state, rules)].map((seen) => driftAnomaly(seen, null));
  return { rules, state, found };
}

describe('a heater against its surroundings', () => {
  it('is silent while its duty follows the cabin', () => {
    const { found, state } = heated();
    expect(found).toEqual([]);
    const { gain } = state.get('FU1 heater')!;
    expect(perDegreeOf(null, gain)).toBeCloseTo(4, 1);
  });

  it('is told of where it loses 5 % a day, before the duty comes to its limit', () => {
    const { found } = heated({ loss: 0.05 });
    expect(found).toMatchObject([
      {
        ...{ kind: 'DRIFT', unit: 'FU1', channels: ['heater'], severity: 'WARNING' },
        evidence: { reference: 'ambient', against: ['temperature', 'cabin'], sign: 1, mayPage: true },
      },
    ]);
    expect(found[0]!.evidence.raised).toBeLessThan(START + 3 * DAY * BLOCK_MICROS);
    expect(found[0]!.evidence.bound).toEqual({ what: 'WARNING', value: 85 });
  });

  it('follows what is declared from the first block on', () => {
    const { state } = heated({ loop: { ...LOOP, perDegree: 4 } });
    expect(state.get('FU1 heater')!.drift.centre).toBeCloseTo(0, 0);
    expect(perDegreeOf(4, NO_GAIN)).toBe(4);
  });

  it('is not judged where no channel of the unit is what it names', () => {
    expect(() => heated({ loop: { holds: 'temperature', ambient: 'room' } })).toThrow(/room/);
  });
});

describe('what a drive gains', () => {
  it('is what it did for each degree of its first six hours, and no more is learnt then', () => {
    let gain = NO_GAIN;
    for (let i = 0; i < 35; i++) gain = gainWith(gain, 60, 15);
    expect(perDegreeOf(null, gain)).toBeNull();
    gain = gainWith(gainWith(gain, 0, -1), 60, 15);
    expect(perDegreeOf(null, gain)).toBe(4);
    expect(gainWith(gain, 90, 15)).toBe(gain);
  });
});

describe('the mean of siblings of which one falls silent', () => {
  it('is what it would be with it, by how far each was from the mean before', () => {
    const apart: number[] = [];
    for (let i = 0; i < 200; i++) expect(meanOfAll([37.2, 36.8], apart)).toBeCloseTo(37, 12);
    expect(meanWithout([37.3, null], apart)).toBeCloseTo(37.1, 12);
    expect(meanWithout([null, null], apart)).toBeNull();
    expect(meanWithout([37.3, null], [])).toBeNull();
  });
});
