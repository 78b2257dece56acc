/** The experiments that the pages of the console are shown with: two loggers, a mission with an alarm, 200 channels. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEAT, SHOWN, SHOWN_DEFINITION, shownFile } from './alarmed-console.ts';
import { type ConsoleStack, PROJECT } from './console.ts';

export const CROWDED = 'crowded';
const CHANNELS = Array.from({ length: 200 }, (_, i) => `channel${String(i + 1).padStart(3, '0')}`);

const CROWDED_DEFINITION = JSON.stringify({
  id: CROWDED,
  title: '200 channels on two units',
  arms: [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ],
  units: [
    { id: 'FU1', arm: 'flight' },
    { id: 'GU1', arm: 'ground' },
  ],
  pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
  channels: CHANNELS.map((id) => ({ id, unit: 'Cel', period: 'PT1M' })),
  sources: ['FU1', 'GU1'].map((unit) => ({
    id: unit.toLowerCase(),
    match: `${unit.toLowerCase()}-*.csv`,
    time: { column: 't', formats: ['ISO8601'] },
    columns: Object.fromEntries(CHANNELS.map((channel) => [channel, { unit, channel }])),
  })),
});

function crowdedFile(unit: string): string {
  const rows = Array.from({ length: 20 }, (_, minute) => {
    const at = new Date(Date.parse('2026-03-01T00:00:00Z') + minute * 60_000).toISOString();
    return [at, ...CHANNELS.map((_, i) => (20 + ((i + minute) % 9) / 10).toFixed(1))].join(',');
  });
  return `${unit.toLowerCase()}-1.csv\n${['t', ...CHANNELS].join(',')}\n${rows.join('\n')}\n`;
}

/** Puts them in, with their data. */
export async function fillConsole(stack: ConsoleStack): Promise<void> {
  const put = (name: string, text: string): string => {
    const path = join(stack.work, name);
    writeFileSync(path, text);
    return path;
  };
  const two = ['flight.csv', 'ground.csv'].map((name) => join(PROJECT, 'examples/loggers', name));
  const drafted = join(stack.work, 'loggers.yaml');
  await stack.must('experiment', 'new', ...two, '--id', 'loggers', '-o', drafted);
  await stack.must('experiment', 'apply', drafted);
  await stack.must('upload', ...two, '-e', 'loggers', '--wait');
  await stack.must('experiment', 'apply', put('shown.yaml', SHOWN_DEFINITION));
  const shown = ['FU1', 'FU2', 'GU1'].map((unit) => put(...shownFile(unit, 0, 480)));
  await stack.must('upload', ...shown, '-e', SHOWN, '--wait');
  await stack.must('experiment', 'apply', put('crowded.yaml', CROWDED_DEFINITION));
  const crowded = ['FU1', 'GU1'].map((unit) => {
    const [name = '', ...lines] = crowdedFile(unit).split('\n');
    return put(name, lines.join('\n'));
  });
  await stack.must('upload', ...crowded, '-e', CROWDED, '--wait');
  await stack.must(
    ...['experiment', 'apply', put('bare.yaml', SHOWN_DEFINITION.replace(`id: ${SHOWN}`, 'id: bare'))],
  );
}

/**
 * Every page, by the name of its picture. A new part of the console belongs here: what is on this list is held against
 * the rules for everybody (test/local-stack/console-pages.test.ts), and has its picture.
 */
export const PAGES: Readonly<Record<string, string>> = {
  experiments: '#/',
  new: '#/new',
  arrived: '#/e/loggers/arrived',
  twins: '#/e/loggers/twins',
  deltas: '#/e/loggers/deltas',
  alarms: `#/e/${SHOWN}/alarms`,
  alarm: `#/e/${SHOWN}/alarms?alarm=${encodeURIComponent(HEAT)}`,
  genes: '#/e/loggers/genes',
  pits: '#/e/loggers/pits',
  literature: '#/e/loggers/literature',
  definition: '#/e/loggers/definition',
};

/** The same with little or much in them, and what is not there. */
export const MORE_PAGES: Readonly<Record<string, string>> = {
  'arrived-crowded': `#/e/${CROWDED}/arrived`,
  'deltas-crowded': `#/e/${CROWDED}/deltas`,
  'alarms-crowded': `#/e/${CROWDED}/alarms`,
  'arrived-bare': '#/e/bare/arrived',
  'twins-bare': '#/e/bare/twins',
  'alarms-bare': '#/e/bare/alarms',
  nowhere: '#/nowhere',
  'no-experiment': '#/e/nothing/alarms',
};
