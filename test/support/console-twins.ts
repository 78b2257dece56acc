/** An experiment of twins and a centrifuge to whose flight unit much happens, for the console to show. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleStack } from './console.ts';

const START = Date.UTC(2026, 2, 1, 6);
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The ground runs so much later. */
const DELAY = 26 * HOUR;
const MINUTES = 2880;
const CODE = -999;

const iso = (millis: number) => new Date(millis).toISOString();

function definition(): string {
  const event = (name: string, at: number) => ({ name, at: iso(at), accuracy: 'PT1S' });
  const unit = (id: string, arm: string, from: number, late: number) => ({
    ...{ id, arm, events: [event('activation', from), event('exchange', from + 24 * HOUR + late)] },
  });
  const columns = (id: string) => ({
    temperature: { unit: id, channel: 'temperature', missing: [{ value: CODE }] },
  });
  return JSON.stringify({
    ...{ id: 'twins', title: 'Twins <b>bold</b> \u{1F9B4}', reference: 'activation' },
    phases: [
      { id: 'stowage', to: 'activation', armed: false },
      { id: 'culture', from: 'activation', armed: true },
    ],
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'centrifuge', kind: 'ONBOARD_1G' },
      { id: 'ground', kind: 'GROUND_CONTROL_ASYNCHRONOUS' },
    ],
    units: [
      unit('FU1', 'flight', START + HOUR, 0),
      unit('CU1', 'centrifuge', START + HOUR, 0),
      unit('GU1', 'ground', START + HOUR + DELAY, 5 * MINUTE),
    ],
    pairs: [
      { id: 'P1', flight: 'FU1', ground: 'GU1', plannedDelay: 'PT26H' },
      { id: 'O1', flight: 'FU1', ground: 'CU1' },
    ],
    channels: [
      {
        ...{ id: 'temperature', unit: 'Cel', period: 'PT1M', validRange: [0, 50], stuckAfter: 'PT2H' },
        twin: { margin: 0.5, tolerance: 'PT30S' },
      },
      { id: 'ph', unit: '1', period: 'PT1M' },
    ],
    sources: ['FU1', 'CU1', 'GU1'].map((id) => ({
      ...{ id: id.toLowerCase(), match: `${id.toLowerCase()}.csv`, columns: columns(id) },
      time: { column: 't', formats: ['ISO8601'] },
    })),
  });
}

/** A gap at 8 h, missing codes at 12 h, an impossible value at 16 h, standing still from 20 to 23 h, warmer from 30 to 34 h. */
function flightAt(minute: number): number | null {
  const hour = minute / 60;
  if (hour >= 8 && hour < 9) return null;
  if (hour >= 12 && hour < 12.5) return CODE;
  if (hour >= 16 && hour < 16.25) return 99;
  if (hour >= 20 && hour < 23) return 37.5;
  return quietAt(minute) + (hour >= 30 && hour < 34 ? 1.5 : 0);
}
const quietAt = (minute: number) => 37 + 0.2 * Math.sin(minute / 40) + 0.02 * Math.sin(minute * 12.9898);

function csv(from: number, valueAt: (minute: number) => number | null): string {
  const rows = Array.from({ length: MINUTES }, (_, minute) => {
    const value = valueAt(minute);
    return value === null ? [] : [`${iso(from + minute * MINUTE)},${value.toFixed(2)}`];
  });
  return `t,temperature\n${rows.flat().join('\n')}\n`;
}

/** Applies the experiment `twins`, and brings its files and a note. */
export async function bringTwins(stack: Pick<ConsoleStack, 'must' | 'work'>): Promise<void> {
  const write = (name: string, text: string) => {
    const path = join(stack.work, name);
    writeFileSync(path, text);
    return path;
  };
  await stack.must('experiment', 'apply', write('twins.yaml', definition()));
  const files = [
    write('fu1.csv', csv(START, flightAt)),
    write(
      'cu1.csv',
      csv(START, (minute) => quietAt(minute) + 0.1),
    ),
    write('gu1.csv', csv(START + DELAY, quietAt)),
  ];
  await stack.must('upload', ...files, '-e', 'twins', '--wait');
  const noted = iso(START + 10 * HOUR);
  await stack.must('note', 'the door <i>stood</i> open', '-e', 'twins', '--unit', 'FU1', '--at', noted);
}
