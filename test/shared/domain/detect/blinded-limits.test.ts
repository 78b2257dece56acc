import { describe, expect, it } from 'vitest';
import { withBlindedLimits } from '../../../../shared/domain/detect/blinded-limits.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { TOLD } from '../../../support/told-anomalies.ts';

const HOUR = 3_600_000_000;
const BEGIN = Date.parse('2026-03-01T00:00:00Z') * 1000;

const { definition } = readDefinition(`
id: blinded
phases:
  - { id: stowage, to: activation, armed: false }
  - { id: culture, from: activation, armed: true }
arms: [{ id: flight, kind: SPACEFLIGHT }]
units:
  - id: FU1
    arm: flight
    sensors:
      - { id: T1, measures: temperature, primary: true }
      - { id: T2, measures: temperature }
      - { id: T3, measures: temperature }
    events: [{ name: activation, at: 2026-03-01T06:00:00Z }]
channels:
  - { id: temperature, unit: Cel, period: PT1M, limits: [{ phases: [culture], warning: [36, 38], critical: [35, 39] }] }
  - { id: humidity, unit: "%", period: PT1M, limits: [{ watch: [40, 60] }, { phases: [culture], distress: [30, 70] }] }
  - { id: co2, unit: "%", period: PT1M }
  - { id: pressure, unit: kPa, period: PT1M, limits: [{ phases: [stowage], critical: [90, 110] }] }
sources:
  - id: s
    match: "*"
    time: { column: t }
    columns:
      a: { unit: FU1, channel: temperature, sensor: T1 }
      b: { unit: FU1, channel: temperature, sensor: T2 }
      d: { unit: FU1, channel: temperature, sensor: T3 }
      p: { unit: FU1, channel: pressure }
      h: { unit: FU1, channel: humidity }
      c: { unit: FU1, channel: co2 }
`);
const index = indexDefinition(definition);
const activation = { id: 'e', name: 'activation', unit: 'FU1', at: BEGIN + 6 * HOUR, accuracy: 1 };
const context = { index, unit: 'FU1', events: [{ ...activation, source: 'definition' }] };
const SENT = ['temperature', 'temperature@T2', 'humidity', 'co2'];

function found(kind: 'STUCK' | 'DEAD' | 'GAP', channels: string[], from: number, to: number | null): Anomaly {
  const { anomaly } = TOLD.find((told) => told.anomaly.kind === kind)!;
  const { current: _, ...rest } = anomaly;
  const held = { asOf: BEGIN + 20 * HOUR, severity: 'WARNING' as const };
  return {
    ...rest,
    ...{ channels, severity: 'WARNING', from: BEGIN + from * HOUR },
    to: to === null ? null : BEGIN + to * HOUR,
    ...(to === null && { current: held }),
  } as Anomaly;
}

const severities = (anomalies: readonly Anomaly[], sent: readonly string[] = SENT) =>
  withBlindedLimits(anomalies, sent, context).map(({ severity }) => severity);

describe.each(['STUCK', 'DEAD'] as const)('%s of a sensor', (kind) => {
  it('is as severe as the limits that it blinds, in the phase that it lies in', () => {
    const of = (channel: string, from: number, to: number) => severities([found(kind, [channel], from, to)]);
    expect(of('humidity', 7, 8)).toEqual(['DISTRESS']);
    // Before activation the watch limit holds alone, and nothing becomes milder than it was.
    expect(of('humidity', 1, 2)).toEqual(['WARNING']);
    expect(of('humidity', 1, 7)).toEqual(['DISTRESS']);
    expect(of('co2', 7, 8)).toEqual(['WARNING']);
  });

  it('stays a warning where another good sensor of the channel stands in', () => {
    expect(severities([found(kind, ['temperature'], 7, 8)])).toEqual(['WARNING']);
    expect(severities([found(kind, ['temperature@T2'], 7, 8)])).toEqual(['WARNING']);
    expect(severities([found(kind, ['temperature'], 7, 8)], ['temperature'])).toEqual(['CRITICAL']);
    const both = [found(kind, ['temperature'], 7, 9), found('DEAD', ['temperature@T2'], 8, 10)];
    expect(severities(both)).toEqual(['CRITICAL', 'CRITICAL']);
    const apart = [found(kind, ['temperature'], 7, 8), found('STUCK', ['temperature@T2'], 9, 10)];
    expect(severities(apart)).toEqual(['WARNING', 'WARNING']);
    expect(severities([found(kind, ['temperature', 'temperature@T2'], 7, 8)])).toEqual(['CRITICAL']);
  });

  it('stays a warning where one sensor or another watches at any time', () => {
    const sensors = ['temperature', 'temperature@T2', 'temperature@T3'];
    const inTurn = [found('DEAD', [sensors[1]!], 8, 9), found('STUCK', [sensors[2]!], 10, 11)];
    const blind = found(kind, [sensors[0]!], 7, 12);
    expect(severities([blind, ...inTurn], sensors)[0]).toBe('WARNING');
    const both = [found('DEAD', [sensors[1]!], 8, 10.5), found('STUCK', [sensors[2]!], 10, 11)];
    expect(severities([blind, ...both], sensors)[0]).toBe('CRITICAL');
  });

  it('is not made more severe by a time without the other sensor in which no limit held', () => {
    const before = [found(kind, ['temperature'], 1, 9), found('DEAD', ['temperature@T2'], 2, 3)];
    expect(severities(before)[0]).toBe('WARNING');
  });

  it('is not made more severe by a time in which nothing came of the unit, but by one of the other sensor', () => {
    const blind = found(kind, ['temperature'], 7, 12);
    const gap = (...channels: string[]) => severities([blind, found('GAP', channels, 8, 9)])[0];
    expect(gap(...SENT)).toBe('WARNING');
    expect(gap('temperature@T2')).toBe('CRITICAL');
    expect(gap('temperature@T2', 'humidity')).toBe('CRITICAL');
    const two = ['temperature', 'temperature@T2'];
    expect(severities([blind, found('GAP', two, 8, 9)], two)[0]).toBe('WARNING');
    const dead = found('DEAD', ['temperature', 'co2'], 7, 12);
    const others = found('GAP', ['temperature@T2', 'humidity'], 8, 9);
    expect(severities([dead, others])[0]).toBe('WARNING');
  });

  it('is now as severe as the limits of now', () => {
    const now = (channel: string, ...others: Anomaly[]) => {
      const [held] = withBlindedLimits([found(kind, [channel], 1, null), ...others], SENT, context);
      return [held!.severity, held!.current!.severity];
    };
    expect(now('humidity')).toEqual(['DISTRESS', 'DISTRESS']);
    expect(now('pressure')).toEqual(['CRITICAL', 'WARNING']);
    expect(now('temperature', found('DEAD', ['temperature@T2'], 8, 9))).toEqual(['CRITICAL', 'WARNING']);
    expect(now('temperature', found('DEAD', ['temperature@T2'], 8, null))).toEqual(['CRITICAL', 'CRITICAL']);
  });
});

it('leaves every other kind as it is, and makes nothing milder', () => {
  const gap = TOLD.find(({ anomaly }) => anomaly.kind === 'GAP')!.anomaly;
  const worst = { ...found('DEAD', ['co2'], 7, 8), severity: 'CRITICAL' } as Anomaly;
  expect(withBlindedLimits([gap, worst], SENT, context)).toEqual([gap, worst]);
});
