import { expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { calibrationsOfAnomaly } from '../../../../shared/usecases/answer/calibrations-of-anomaly.ts';
import { definedEvents } from '../../../../shared/usecases/known/load-events.ts';

const at = (hour: number) => Date.UTC(2026, 2, 1, hour) * 1000;
const { definition } = readDefinition(`
id: pair
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }], sensors: [
      { id: T1, measures: temperature, calibrations: [{ to: 2026-03-01T02:00:00Z, polynomial: [1, 1] }] },
      { id: H1, measures: humidity }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-02T00:00:00Z }], sensors: [
      { id: T1, measures: temperature, calibrations: [{ from: 2026-03-02T02:00:00Z, polynomial: [1, 1] }] },
      { id: H1, measures: humidity }] }
pairs: [{ id: P1, flight: FU1, ground: GU1, plannedDelay: PT24H }]
channels:
  - { id: temperature, unit: Cel, period: PT1M }
  - { id: humidity, unit: "%", period: PT1M }
`);
const calibrationsOf = calibrationsOfAnomaly(indexDefinition(definition), definedEvents(definition));

const told = (one: Partial<Anomaly>) =>
  calibrationsOf({ channels: ['temperature'], ...one } as Anomaly).map(({ unit, kind }) => `${unit} ${kind}`);

it('names those of a unit in the time of its anomaly, and none of channels that have none', () => {
  expect(told({ unit: 'FU1', from: at(0), to: at(1) })).toEqual(['FU1 polynomial']);
  expect(told({ unit: 'FU1', from: at(1), to: null })).toEqual(['FU1 polynomial', 'FU1 none']);
  expect(told({ unit: 'FU1', from: at(2), to: at(3) })).toEqual(['FU1 none']);
  expect(told({ unit: 'FU1', channels: ['humidity'], from: at(0), to: null })).toEqual([]);
});

it('names those of both sides of a pair, the ground unit at its own times', () => {
  expect(told({ pair: 'P1', from: at(0), to: at(1) })).toEqual(['FU1 polynomial', 'GU1 none']);
  expect(told({ pair: 'P1', from: at(2), to: at(3) })).toEqual(['FU1 none', 'GU1 polynomial']);
});
