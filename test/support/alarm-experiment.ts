/** One unit for eight hours, a reading a minute: a temperature with limits of two severities, a CO2 limit that latches. */
import { listAlarms } from '../../shared/usecases/answer/list-alarms.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

export const ALARMED = 'alarmed';

export const DEFINITION = `
id: ${ALARMED}
title: A heater that overshoots
mode: FLIGHT
reference: activation
phases:
  - { id: culture, from: activation, armed: true }
arms:
  - { id: flight, kind: SPACEFLIGHT }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }
channels:
  - id: temperature
    quantity: temperature
    unit: Cel
    storage: decimal(2)
    period: PT1M
    stuckAfter: none
    spike: none
    limits:
      - { warning: [35, 37.5], critical: [34, 38.5], minViolations: 3, minConformance: 3 }
  - id: co2
    quantity: CO2 concentration
    unit: "%"
    storage: decimal(2)
    period: PT1M
    stuckAfter: none
    spike: none
    limits:
      - { critical: [4, null], minViolations: 3, minConformance: infinity }
sources:
  - id: flight
    match: "fu1*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } }
`;

export const HEAT = 'LIMIT:FU1:temperature:HIGH';
export const GAS = 'LIMIT:FU1:co2:LOW';

/** Too warm 60 to 89; warm, then hot 140 to 199; warm again from 420 on. CO2 is gone 100 to 129, and again 300 to 309. */
function rowOf(minute: number): string {
  const at = new Date(Date.parse('2026-03-01T00:00:00Z') + minute * 60_000).toISOString();
  const isIn = (from: number, to: number) => minute >= from && minute < to;
  const heat = isIn(150, 200) ? 2 : isIn(60, 90) || isIn(140, 150) || isIn(420, 480) ? 1 : 0;
  const gas = isIn(100, 130) || isIn(300, 310) ? 3 : 5;
  const jitter = (minute % 7) / 100;
  return `${at},${(37 + heat + jitter).toFixed(2)},${(gas + jitter).toFixed(2)}`;
}

/** The minutes [from, to) of the mission as a file. */
export function minutes(from: number, to: number): readonly [name: string, text: string] {
  const rows = Array.from({ length: to - from }, (_, i) => rowOf(from + i));
  return [`fu1-${from}-${to}.csv`, `${['t,temp,co2', ...rows].join('\n')}\n`];
}

/** Taken in up to that minute; the clock stands at five minutes after it. */
export async function alarmedUpTo(minute: number, memory = memoryPorts()): Promise<MemoryPorts> {
  await applyExperiment(memory, ALARMED, DEFINITION);
  if (minute > 0) await sent(memory, 0, minute);
  return memory;
}

/** These minutes have come and are judged; resolves to the downlink. */
export async function sent(memory: MemoryPorts, from: number, to: number): Promise<string> {
  setMinute(memory, to + 5);
  const id = await upload(memory, ALARMED, ...minutes(from, to));
  await settleAll(memory);
  return id;
}

export function setMinute(memory: MemoryPorts, minute: number): void {
  memory.clock.setTo(new Date(Date.parse('2026-03-01T00:00:00Z') + minute * 60_000).toISOString());
}

/** The alarms at that minute of the clock. */
export async function alarmsAt(memory: MemoryPorts, minute: number) {
  setMinute(memory, minute);
  return (await listAlarms(memory, ALARMED, {})).alarms;
}

/** The alarm as it is listed; fails where it is not. */
export async function alarmNamed(memory: MemoryPorts, id: string) {
  const { alarms } = await listAlarms(memory, ALARMED, {});
  const found = alarms.find((alarm) => alarm.id === id);
  if (found === undefined) throw new Error(`expected ${id} among ${alarms.map((alarm) => alarm.id)}`);
  return found;
}
