import { describe, expect, it } from 'vitest';
import { armRules } from '../../../../../shared/domain/detect/drift/arm-rules.ts';
import { BLOCK_MICROS } from '../../../../../shared/domain/detect/drift/block.ts';
import { driftAnomaly } from '../../../../../shared/domain/detect/drift/drift-anomaly.ts';
import { foldArm, lastingDrifts } from '../../../../../shared/domain/detect/drift/fold-arm.ts';
import { placeName } from '../../../../../shared/domain/detect/drift/reference.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';
import { indexed } from '../../experiment/minimal.ts';

const DAY = 144;
const START = Date.parse('2026-03-01T00:00:00Z') * 1000;
const FIRST = START / BLOCK_MICROS;
const DAYS = 10;
const SEED = 3;
const END = '2026-03-11T00:00:00Z';

type Moved = (name: string, block: number) => number | null;

const SENSORS = [
  { id: 'T1', measures: 'temperature', primary: true },
  { id: 'T2', measures: 'temperature' },
];

/** An arm of some units for ten days, each with noise of its own around what the room does. */
function judged(
  moved: Moved,
  {
    units = ['FU1', 'FU2', 'FU3'],
    sensors = [],
    channel = {},
    stuck = () => [],
    more = {},
  }: {
    units?: readonly string[];
    sensors?: readonly object[];
    channel?: object;
    stuck?: (name: string) => readonly { from: number; to: number }[];
    more?: object;
  } = {},
) {
  const events = [
    { name: 'activation', at: '2026-03-01T00:00:00Z' },
    { name: 'fixation', at: END },
  ];
  const series = sensors.length === 0 ? ['temperature'] : ['temperature', 'temperature@T2'];
  const columns = Object.fromEntries(
    units.map((unit) => [
      unit,
      { unit, channel: 'temperature', ...(sensors.length > 0 && { sensor: 'T1' }) },
    ]),
  );
  const index = indexed({
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    phases: [{ id: 'culture', from: 'activation', to: 'fixation', armed: true }],
    units: units.map((id) => ({ id, arm: 'flight', sensors, events })),
    pairs: [],
    channels: [
      ...[
        {
          id: 'temperature',
          unit: 'Cel',
          period: 'PT1M',
          resolution: 0.01,
          twin: { margin: 0.5 },
          ...channel,
        },
      ],
    ],
    sources: [
      {
        ...{ id: 's', match: '*', format: 'csv', layout: 'wide', columns },
        time: { column: 't', formats: ['ISO8601'] },
      },
    ],
    ...more,
  });
  const timeline = index.definition.units.flatMap((unit) =>
    unit.events.map((event) => ({ ...event, unit: unit.id })),
  );
  const rules = armRules(index, 'flight', timeline, null);
  const meansOf = ({ unit, series: name }: { unit: string; series: string }) => {
    const random = randomStream(SEED, unit);
    const sensor = randomStream(SEED, `${unit} ${name}`);
    const room = randomStream(SEED, 'room');
    let own = 0;
    const means = new Map<number, number>();
    for (let i = 0; i < DAYS * DAY; i++) {
      own = 0.7 * own + 0.03 * random.normal();
      const air = 0.1 * room.normal();
      const shift = moved(series.length > 1 ? `${unit} ${name}` : unit, i);
      const reading = 37 + air + own + 0.01 * sensor.normal();
      if (shift !== null) means.set(FIRST + i, reading + shift);
    }
    return means;
  };
  const { state, closed } = foldArm(new Map(), rules, {
    meansOf,
    stuckOf: (place) => stuck(placeName(place)),
  });
  const lasting = lastingDrifts(state, rules);
  return {
    rules,
    state,
    found: [...closed, ...lasting].map((seen) => driftAnomaly(seen, null)),
  };
}

const ramp = (perDay: number, fromDay: number, block: number) => Math.max(0, block / DAY - fromDay) * perDay;
const dayOf = (at: number) => (at - START) / (DAY * BLOCK_MICROS);

describe('units of an arm against each other', () => {
  it('are silent where they only follow their room', () => {
    const { found, state } = judged(() => 0);
    expect(found).toEqual([]);
    for (const { drift } of state.values()) expect(drift.belief).not.toBeNull();
  });

  it('tell the one that drifts from the two that seem to go the other way', () => {
    const { found, state } = judged((unit, i) => (unit === 'FU2' ? ramp(-0.2, 3, i) : 0));
    expect(found).toMatchObject([
      {
        ...{ kind: 'DRIFT', unit: 'FU2', blame: 'FU2', channels: ['temperature'], severity: 'WARNING' },
        evidence: {
          reference: 'siblings',
          against: ['FU1', 'FU3'],
          sign: -1,
          bound: { what: 'margin', value: 0.5 },
        },
      },
    ]);
    expect(found[0]!.evidence.perDay).toBeCloseTo(-0.2, 1);
    expect(dayOf(found[0]!.from)).toBeGreaterThan(2.8);
    expect(dayOf(found[0]!.from)).toBeLessThan(3.7);
    for (const sibling of ['FU1', 'FU3'])
      expect(state.get(`${sibling} temperature`)).toMatchObject({ isExplained: true });
  });

  it('tell a new level, and when it was over', () => {
    const { found } = judged((unit, i) => (unit === 'FU1' && i >= 3 * DAY && i < 5 * DAY ? 0.3 : 0));
    expect(found).toMatchObject([{ kind: 'SHIFT', unit: 'FU1', severity: 'WARNING' }]);
    expect(dayOf(found[0]!.from)).toBeCloseTo(3, 1);
    expect(dayOf(found[0]!.to!)).toBeCloseTo(5, 1);
    expect(found[0]!.current).toBeUndefined();
  });

  it('are judged by what there is: nothing of two, nothing of one', () => {
    const drift: Moved = (unit, i) => (unit === 'FU2' ? ramp(0.5, 3, i) : 0);
    for (const units of [['FU2'], ['FU1', 'FU2']]) {
      expect(judged(drift, { units })).toMatchObject({ rules: [], found: [] });
    }
  });

  it('go on against those that are left where one falls silent, after six hours', () => {
    const silent: Moved = (unit, i) =>
      unit === 'FU4' && i > 4 * DAY ? null : unit === 'FU1' ? ramp(0.2, 6, i) : 0.2;
    const { found, state } = judged(silent, { units: ['FU1', 'FU2', 'FU3', 'FU4'] });
    expect(state.get('FU1 temperature')!.choice!.of).toEqual(['FU2 temperature', 'FU3 temperature']);
    expect(found.filter(({ current }) => current !== undefined)).toMatchObject([
      { kind: 'DRIFT', unit: 'FU1' },
    ]);
  });

  it('go on with an open drift against those that are left where a sibling falls silent: the same finding, not over', () => {
    const moved: Moved = (unit, i) =>
      unit === 'FU3' && i > 5 * DAY ? null : unit === 'FU1' ? ramp(0.1, 3, i) : unit === 'FU2' ? 0.3 : 0;
    const { found } = judged(moved);
    const whole = judged((unit, i) => (unit === 'FU3' && i > 5 * DAY ? 0 : moved(unit, i))).found;
    expect(found).toMatchObject([{ kind: 'DRIFT', unit: 'FU1', to: null, id: whole[0]!.id }]);
    // Half as many siblings, and no step where one left: the course is told as with both.
    expect(found[0]!.evidence.departure).toBeCloseTo(whole[0]!.evidence.departure, 1);
    expect(dayOf(found[0]!.current!.asOf)).toBeGreaterThan(9.9);
  });

  it('are not held against a sensor that stands still, nor judged by one', () => {
    const halts = START + 4 * DAY * BLOCK_MICROS;
    const stuck = (name: string) => (name === 'FU3 temperature' ? [{ from: halts, to: Infinity }] : []);
    const frozen: Moved = (unit, i) => (unit === 'FU3' ? ramp(0.5, 4, i) : 0);
    expect(judged(frozen, { stuck }).found).toEqual([]);
  });

  it('are excused while a phase settles, and outside of armed phases', () => {
    expect(judged((unit, i) => (unit === 'FU3' && i < 6 ? 5 : 0)).found).toEqual([]);
    const phases = [{ id: 'culture', from: 'activation', to: 'fixation', armed: false }];
    expect(judged((unit, i) => (unit === 'FU3' ? ramp(1, 3, i) : 0), { more: { phases } }).found).toEqual([]);
  });

  it('learn nothing from a declared noise, and say where it comes from', () => {
    const noise = { phi: 0.7, sd: 0.05, mean: 0 };
    const { found } = judged((unit, i) => (unit === 'FU2' ? ramp(0.2, 3, i) : 0), { channel: { noise } });
    expect(found[0]!.evidence.noise).toMatchObject({
      ...{ phi: { value: 0.7, from: 'declared' }, sd: { from: 'declared' }, mean: { from: 'declared' } },
    });
    expect(found[0]!.evidence.noise!.sd.value).toBeCloseTo(0.05, 6);
  });

  it('need more to be told where the budget of false pages is smaller', () => {
    const wide = judged(() => 0).rules[0]!.thresholds;
    const narrow = judged(() => 0, { more: { budget: { falsePages: 0.001 } } }).rules[0]!.thresholds;
    expect(narrow.slow).toBeGreaterThan(wide.slow + 5);
  });
});

describe('a unit with two sensors of a channel', () => {
  const both = { units: ['FU1', 'FU2', 'FU3'], sensors: SENSORS };

  it('is told of with both where both go', () => {
    const { found } = judged((name, i) => (name.startsWith('FU2') ? ramp(0.2, 3, i) : 0), both);
    expect(found).toMatchObject([
      {
        kind: 'DRIFT',
        unit: 'FU2',
        channels: ['temperature', 'temperature@T2'],
        evidence: { reference: 'siblings' },
      },
    ]);
  });

  it('is told of with the redundant one alone where that goes', () => {
    const { found } = judged((name, i) => (name === 'FU2 temperature@T2' ? ramp(0.2, 3, i) : 0), both);
    expect(found).toMatchObject([
      { channels: ['temperature@T2'], evidence: { reference: 'siblings', sign: 1 } },
    ]);
  });

  it('needs no sibling to see that the two go apart, and cannot say which', () => {
    const { found } = judged((name, i) => (name === 'FU1 temperature' ? ramp(0.1, 3, i) : 0), {
      ...{ units: ['FU1'], sensors: SENSORS },
    });
    expect(found).toMatchObject([
      {
        ...{ kind: 'DRIFT', unit: 'FU1', channels: ['temperature', 'temperature@T2'] },
        evidence: { reference: 'sensor', against: ['temperature@T2'] },
      },
    ]);
  });
});

describe('one of two sensors that comes off', () => {
  const falls = (block: number) => (block < 3 * DAY ? 0 : -14 * (1 - Math.exp(-(block - 3 * DAY) / 4)));

  it.each(['temperature', 'temperature@T2'])('is named, and the healthy one is not: %s', (loose) => {
    const { found } = judged((name, i) => (name === `FU1 ${loose}` ? falls(i) : 0), {
      ...{ units: ['FU1'], sensors: SENSORS },
    });
    expect(found).toMatchObject([{ unit: 'FU1', channels: [loose], evidence: { reference: 'sensor' } }]);
    expect(found[0]!.id).toContain(`:FU1:${loose}:`);
  });
});

describe('a unit alone with a set-point', () => {
  it('is shown, pages nobody, and says so', () => {
    const channel = { setpoint: [{ phase: 'culture', value: 37 }] };
    const { found } = judged((_, i) => ramp(0.5, 3, i), { units: ['FU1'], channel });
    const [told] = found.filter(({ current }) => current !== undefined);
    expect(told).toMatchObject({
      ...{ kind: 'DRIFT', severity: 'WATCH' },
      evidence: { reference: 'setpoint', against: [], mayPage: false },
    });
  });
});
