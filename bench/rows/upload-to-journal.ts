/**
 * From the end of an upload to what people get: a file of one orbit, the entry of the journal, and the CRITICAL message on
 * its way to the topic, on the local stack with its queues, bundles and tables.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type JournalOnWire, journalSchema } from '../../shared/contract/journal.ts';
import { type StackProcess, startStack } from '../../test/support/local-stack.ts';
import { put, StackClient } from '../../test/support/stack-client.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { twinDefinition } from '../cost/twin-definition.ts';
import { CHANNEL_COUNT } from '../sets/channels.ts';
import { wideCsvFiles } from '../sets/wide-csv.ts';
import { samplesOf, seedOf } from '../settings.ts';

/** Seconds of an orbit. */
const TICKS = 5400;
/** Rows at the end of the file in which the first channel, a temperature, is far too warm. */
const HOT_ROWS = 60;
const HOT = '41.00';
const LOOK_EVERY_MS = 50;
const GIVE_UP_MS = 120_000;

function orbit(): string {
  const ticks = Math.max(2 * HOT_ROWS, Math.floor(samplesOf(TICKS * CHANNEL_COUNT) / CHANNEL_COUNT));
  const options = { seed: seedOf(), ticks, ticksEach: ticks, jitter: true, channels: CHANNEL_COUNT };
  const [text = ''] = wideCsvFiles(options);
  const rows = text.trimEnd().split('\n');
  const hot = rows.slice(-HOT_ROWS).map((row) => row.replace(/,[^,]*/, `,${HOT}`));
  return `${[...rows.slice(0, -HOT_ROWS), ...hot].join('\n')}\n`;
}

/** Milliseconds after the end of the upload, by the clock that the stack and this process share. */
interface Course {
  readonly ingested: number;
  readonly learnt: number;
  readonly made: number;
  readonly sent: number;
}

async function courseOf(client: StackClient, experiment: string, text: string): Promise<Course> {
  const definition = { ...JSON.parse(twinDefinition(CHANNEL_COUNT, 'PT1S')), id: experiment };
  await client.apply(experiment, JSON.stringify(definition), 'application/json');
  const bytes = Buffer.from(text);
  const { id, upload } = await client.announce(experiment, 'flight-1.csv', bytes);
  await put(upload, bytes);
  const complete = Date.now();
  const { message, entry } = await told(client, experiment);
  const { ingestedAt = '' } = await client.receipt(experiment, id);
  const after = (instant: string) => Date.parse(instant) - complete;
  return {
    ingested: after(ingestedAt),
    learnt: after(entry.at),
    made: after(message.at),
    sent: after(message.sentAt ?? ''),
  };
}

interface Told {
  readonly message: JournalOnWire['messages'][number];
  readonly entry: JournalOnWire['entries'][number];
}

async function told(client: StackClient, experiment: string): Promise<Told> {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    const { messages, entries } = await client.get(`/v1/experiments/${experiment}/journal`, journalSchema);
    const message = messages.find(({ severity, state }) => severity === 'CRITICAL' && state === 'SENT');
    const entry = entries.findLast(({ severity, kind }) => severity === 'CRITICAL' && kind === 'LIMIT');
    if (message !== undefined && entry !== undefined) return { message, entry };
    await setTimeout(LOOK_EVERY_MS);
  }
  throw new Error(`no CRITICAL message was sent of ${experiment} within ${GIVE_UP_MS / 1000} s`);
}

const seconds = (millis: number): string => `${(millis / 1000).toFixed(2)} s`;

/** Where the time goes, for people: programs read the row. */
function courseText({ ingested, learnt, made, sent }: Course): string {
  return `upload complete; ${seconds(ingested)} ingested; ${seconds(learnt)} in the journal (pages and judging took ${seconds(learnt - ingested)}); ${seconds(made)} CRITICAL message made; ${seconds(sent)} taken by the topic`;
}

async function ours(): Promise<BenchSide> {
  const text = orbit();
  let running: { readonly process: StackProcess; readonly client: StackClient } | null = null;
  let number = 0;
  return {
    async run(directory) {
      if (running === null) {
        const home = mkdtempSync(join(directory, 'upload-to-journal-'));
        const process = startStack(home);
        // The runner ends its sides by a signal, after which neither stack nor home must stay.
        globalThis.process.once('exit', () => rmSync(home, { recursive: true, force: true }));
        globalThis.process.once('SIGTERM', () => globalThis.process.exit(0));
        running = { process, client: new StackClient(await process.ready) };
      }
      number += 1;
      const course = await courseOf(running.client, `orbit-${number}`, text);
      console.error(courseText(course));
      return { value: course.sent / 1000, check: 1 };
    },
  };
}

const row: BenchRow = {
  row: 'upload-to-journal',
  unit: 's',
  better: 'less',
  goal: { value: 15 },
  note: 'one orbit at 1 Hz of 32 channels, an experiment of its own each time, the whole stack on one core; up to the CRITICAL message, the journal is before it (where the time goes is said for each round)',
  async prepare() {},
  sides: { ours },
};
export default row;
