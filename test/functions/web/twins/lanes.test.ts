import { describe, expect, it } from 'vitest';
import { findingLane, isOfPair, stillOf } from '../../../../functions/web/twins/findings.ts';
import {
  eventLane,
  noteLane,
  type Placing,
  phaseLane,
  phasesOn,
  planLane,
} from '../../../../functions/web/twins/lanes.ts';
import { ledgerLane } from '../../../../functions/web/twins/ledger.ts';
import type { AnomalyOnWire } from '../../../../shared/contract/anomalies.ts';
import type { DeltaOnWire } from '../../../../shared/contract/deltas.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';

const HOUR = 3600;
const ZERO = Date.UTC(2026, 2, 1, 6) * 1000;
const DELAY = 26 * HOUR * 1e6;
const placing: Placing = {
  pair: { id: 'P1', flight: 'FU1', ground: 'GU1' },
  sides: { flight: 'flight', ground: 'ground' },
  shiftMicros: DELAY,
  xOf: (at) => (at - ZERO) / 1e6,
};
const event = (name: string, unit: string, hours: number, planned?: number): TimelineEvent => ({
  ...{ name, unit, accuracy: 1, at: ZERO + hours * HOUR * 1e6 + (unit === 'GU1' ? DELAY : 0) },
  ...(planned !== undefined && { planned: ZERO + planned * HOUR * 1e6 }),
});
const events = [
  event('activation', 'FU1', 0),
  event('activation', 'GU1', 0),
  event('exchange', 'FU1', 10, 9),
  event('exchange', 'GU1', 10.5),
];
const iso = (hours: number) => new Date((ZERO + hours * HOUR * 1e6) / 1000).toISOString();

describe('the lane of events', () => {
  it('has an event of both twins at one place once, others with their side', () => {
    const { items } = eventLane(placing, events);
    expect(items.map(({ from, label }) => [from, label])).toEqual([
      [0, 'activation'],
      [10 * HOUR, 'exchange (flight)'],
      [10.5 * HOUR, 'exchange (ground)'],
    ]);
  });
});

describe('the lane of phases', () => {
  it('says which are not armed, and where none is declared that all time counts', () => {
    const phases = [
      { id: 'stowage', to: 'activation', armed: false },
      { id: 'culture', from: 'activation', armed: true },
    ];
    const whole = { from: ZERO - 2 * HOUR * 1e6, to: ZERO + 20 * HOUR * 1e6 };
    const { items } = phaseLane(phasesOn(placing, phases, events, whole), true);
    expect(items.map(({ from, to, label, look }) => [from, to, label, look])).toEqual([
      [-2 * HOUR, 0, 'stowage (not armed)', 'idle'],
      [0, 20 * HOUR, 'culture', 'phase'],
    ]);
    expect(phaseLane([], false).empty).toBe('no phase is declared: all time counts');
  });
});

describe('the lane of the plan', () => {
  const now = ZERO + 100 * HOUR * 1e6;

  it('shows each step from when it was planned to when it ran, with how late it was', () => {
    const { items } = planLane(placing, events, DELAY, now);
    expect(items.map(({ from, to, label, look }) => [from, to, label, look])).toEqual([
      [0, 0, 'activation of GU1: as planned', 'event'],
      [10 * HOUR, 10.5 * HOUR, 'exchange of GU1: 30 min late', 'late'],
      [9 * HOUR, 10 * HOUR, 'exchange of FU1: 1 h late', 'late'],
    ]);
  });

  it('says of a step that did not run whether it is due', () => {
    const alone = events.slice(0, 3);
    const label = (at: number) => planLane(placing, alone, DELAY, at).items.map((one) => one.label);
    expect(label(now)).toContain('exchange of GU1: planned, no run of it is known');
    expect(label(ZERO)).toContain('exchange of GU1: planned, not due yet');
  });

  it('says what is missing where no delay is planned', () => {
    const { items, empty } = planLane(placing, events.slice(0, 2), null, now);
    expect([items, empty]).toEqual([
      [],
      'no planned delay of GU1 is declared, so nothing says when it was to do what FU1 did',
    ]);
  });
});

describe('the lane of notes', () => {
  it('shows those on the pair or on all, at the place of their unit, as text', () => {
    const note = (unit: string | undefined, hours: number) => ({
      ...{
        id: `${unit} ${hours}`,
        at: iso(hours),
        text: '<b>door</b> opened',
        writtenAt: iso(hours),
        by: 'ada',
      },
      ...(unit !== undefined && { unit }),
    });
    const { items } = noteLane(placing, [
      note('FU1', 1),
      note('GU1', 27),
      note(undefined, 3),
      note('FU2', 4),
    ]);
    expect(items.map(({ from, label }) => [from, label])).toEqual([
      [HOUR, '<b>door</b> opened'],
      [HOUR, '<b>door</b> opened'],
      [3 * HOUR, '<b>door</b> opened'],
    ]);
  });
});

const anomaly = (kind: string, unit: string, from: number, to: number | null) =>
  ({
    ...{ id: kind, kind, unit, channels: ['temperature'], severity: 'WARNING', detector: 'x', blame: null },
    ...{ from: iso(from), to: to === null ? null : iso(to), evidence: {} },
  }) as unknown as AnomalyOnWire;

describe('findings', () => {
  it('stand where their unit was, to the end of what there is while they last', () => {
    const found = [
      { ...anomaly('GAP', 'GU1', 27, 28), evidence: { cause: 'LOST' } } as unknown as AnomalyOnWire,
      anomaly('STUCK', 'FU1', 5, null),
      anomaly('GAP', 'FU2', 1, 2),
    ];
    const own = found.filter(isOfPair(placing, 'temperature'));
    expect(
      findingLane(placing, own, 30 * HOUR, '').items.map(({ from, to, label }) => [from, to, label]),
    ).toEqual([
      [HOUR, 2 * HOUR, 'GAP GU1, lost on the way, WARNING'],
      [5 * HOUR, 30 * HOUR, 'STUCK FU1, WARNING'],
    ]);
    expect(stillOf(placing, own, 'FU1', 30 * HOUR)).toEqual([
      { kind: 'STILL', from: 5 * HOUR, to: 30 * HOUR },
    ]);
  });
});

describe('the ledger of the environment', () => {
  const environment = (
    verdict: 'CLEAN' | 'CONFOUNDED',
    reasons: DeltaOnWire['environment']['reasons'] = [],
  ) => ({
    ...{ verdict, reasons, from: iso(0), to: iso(10), notJudged: [] },
    judged: [
      {
        channel: 'temperature',
        verdict,
        margin: 0.5,
        seconds: 36_000,
        coverage: 1,
        blocks: 60,
        blockSeconds: 600,
      },
    ],
  });
  const excursion = {
    code: 'excursion',
    sentence: 'temperature: flight stayed above ground by more than 0.5 °C for 3 h; 2 h are allowed',
    evidence: { channel: 'temperature', from: iso(4), seconds: 3 * HOUR, worst: 1, margin: 0.5 },
  };
  const whole = { from: -2 * HOUR, to: 12 * HOUR };

  it('calls what nobody judged UNKNOWN, and leaves no time out', () => {
    const delta = { channel: 'temperature', environment: environment('CLEAN'), phases: [] };
    const { items } = ledgerLane(placing, delta, [], whole);
    expect(items.map(({ from, to, label, look }) => [from, to, label, look])).toEqual([
      [0, 10 * HOUR, 'over all time: CLEAN (100 % covered)', 'clean'],
      [-2 * HOUR, 0, 'UNKNOWN: not judged', 'unknown'],
      [10 * HOUR, 12 * HOUR, 'UNKNOWN: not judged', 'unknown'],
    ]);
  });

  it('shows what voided it at its time, once though phase and whole tell of it', () => {
    const confounded = environment('CONFOUNDED', [excursion]);
    const phase = { phase: 'culture', environment: confounded };
    const stretch = { phase: { id: 'culture', armed: true }, from: 0, to: 12 * HOUR };
    const delta = { channel: 'temperature', environment: confounded, phases: [phase] };
    const { items } = ledgerLane(placing, delta, [stretch], whole);
    expect(items.map(({ from, to, label, look }) => [from, to, label, look])).toEqual([
      [0, 12 * HOUR, 'over all of culture: CONFOUNDED; a long excursion', 'confounded'],
      [-2 * HOUR, 0, 'UNKNOWN: not judged', 'unknown'],
      [4 * HOUR, 7 * HOUR, 'a long excursion', 'void'],
    ]);
  });

  it('says nothing of a channel that was not judged', () => {
    const delta = { channel: 'co2', environment: environment('CLEAN'), phases: [] };
    expect(ledgerLane(placing, delta, [], whole).items[0]).toMatchObject({
      ...{ label: 'over all time: UNKNOWN: not judged', look: 'unknown' },
    });
  });
});
