/**
 * Uploads at once: every file is announced and sent side by side to a local stack, and each must be taken in once. The
 * memory of all processes of the stack is sampled until everything is in every answer.
 *
 *   node test/campaigns/uploads.ts [--uploads 1000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { completenessSchema } from '../../shared/contract/completeness.ts';
import { type ReceiptOnWire, receiptsSchema } from '../../shared/contract/downlinks.ts';
import { residentMemoryOf, startStack } from '../support/local-stack.ts';
import { AnswerFailure, pathOf, put, StackClient, until } from '../support/stack-client.ts';

const EXPERIMENT = 'uploads';
const UNITS = 10;
const DAYS = 10;
/** Of each unit and day; two hours apart. */
const MOST_SLOTS = 12;
const ROWS = 30;
const FIRST_DAY = Date.UTC(2026, 2, 1);
const MINUTE_MS = 60_000;
const SAMPLE_EVERY_MS = 500;
/** A list of receipts is work for the stack too: it is left alone for as long as it took, and for this long at least. */
const ASK_EVERY_MS = 5000;
/** Of one question or body, before the campaign gives up; the pause before the second one, doubled for each after it. */
const TRIES = 8;
const PAUSE_MS = 500;
/** However slow its machine is, a stack goes on: without anything new for so long it hangs. */
const MOST_IDLE_MS = 600_000;

const units = Array.from({ length: UNITS }, (_, i) => `FU${i + 1}`);

const DEFINITION = JSON.stringify({
  id: EXPERIMENT,
  arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
  units: units.map((id) => ({ id, arm: 'flight' })),
  channels: [{ id: 'temperature', unit: 'Cel', period: 'PT1M' }],
  sources: [
    {
      id: 'dump',
      match: '*.csv',
      layout: 'long',
      time: { column: 'time', formats: ['ISO8601'], zone: 'UTC' },
      rows: { unit: { column: 'unit' }, channel: { column: 'channel' }, value: 'value' },
    },
  ],
});

export interface UploadsOutcome {
  /** What is wrong, a line each; none is well. */
  readonly faults: readonly string[];
  /** Seconds until every file had its receipt, and until everything was in every answer. */
  readonly receipted: number;
  readonly settled: number;
  /** MB of all processes of the stack: the most in the third and in the last quarter of the time until then. */
  readonly third: number;
  readonly last: number;
}

export async function uploadsCampaign(uploads: number): Promise<UploadsOutcome> {
  if (uploads > UNITS * DAYS * MOST_SLOTS)
    throw new RangeError(`expected at most 1200 uploads, got ${uploads}`);
  const work = mkdtempSync(join(tmpdir(), 'howship-uploads-'));
  const stack = startStack(join(work, 'home'));
  const memory: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    const client = new StackClient(await stack.ready);
    await client.apply(EXPERIMENT, DEFINITION, 'application/json');
    const begun = performance.now();
    timer = setInterval(() => memory.push(residentMemoryOf(stack.pid)), SAMPLE_EVERY_MS);
    const ids = await Promise.all(Array.from({ length: uploads }, (_, i) => send(client, i)));
    const receipts = await finalReceipts(client, new Set(ids));
    const receipted = (performance.now() - begun) / 1000;
    const received = await settledCounts(client);
    const settled = (performance.now() - begun) / 1000;
    const faults = faultsIn(uploads, new Set(ids), receipts, received);
    return { faults, receipted, settled, ...quartersOf(memory) };
  } finally {
    clearInterval(timer);
    await stack.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

const nameOf = (i: number) => `dump-${i}.csv`;

/** Announces a file and sends it; to the id of the receipt whose link took it. */
async function send(client: StackClient, i: number): Promise<string> {
  const day = FIRST_DAY + (Math.floor(i / UNITS) % DAYS) * 1440 * MINUTE_MS;
  const begin = day + Math.floor(i / (UNITS * DAYS)) * 120 * MINUTE_MS;
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const time = new Date(begin + row * MINUTE_MS).toISOString();
    return `${time},${units[i % UNITS]},temperature,${37 + row / 100}\n`;
  });
  const bytes = Buffer.from(`time,unit,channel,value\n${rows.join('')}`);
  const { id, upload } = await patiently(() => client.announce(EXPERIMENT, nameOf(i), bytes));
  await patiently(() => put(upload, bytes));
  return id;
}

/** Asks again what a busy machine did not answer, as `howship upload` does: after a 5xx, or where the line broke. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = error instanceof AnswerFailure ? error.status >= 500 : error instanceof TypeError;
      if (!isPassing || tries === TRIES) throw error;
    }
    await setTimeout(PAUSE_MS * 2 ** (tries - 1));
  }
}

/**
 * All receipts, once none of those sent is on its way. A page whose receipts are final is not asked for again. An
 * announcement whose answer was lost has a receipt too, which nothing was sent to. Fails where nothing goes on.
 */
async function finalReceipts(client: StackClient, sent: ReadonlySet<string>): Promise<ReceiptOnWire[]> {
  const onTheirWay: readonly ReceiptOnWire['state'][] = ['AWAITING_UPLOAD', 'RECEIVED', 'INGESTING'];
  const isFinal = ({ id, state }: ReceiptOnWire) => !onTheirWay.includes(state) || !sent.has(id);
  const found: ReceiptOnWire[] = [];
  let [final, since] = [0, performance.now()];
  for (let next = ''; ; ) {
    const begun = performance.now();
    const page = await patiently(() => client.get(`${pathOf(EXPERIMENT)}/downlinks${next}`, receiptsSchema));
    if (page.downlinks.every(isFinal)) {
      found.push(...page.downlinks);
      if (page.next === undefined) return found;
      next = `?next=${encodeURIComponent(page.next)}`;
    } else {
      const now = found.length + page.downlinks.filter(isFinal).length;
      if (now > final) [final, since] = [now, begun];
      if (begun - since > MOST_IDLE_MS)
        throw new Error(`no receipt became final for ${MOST_IDLE_MS / 1000} s, ${final} are`);
      await setTimeout(Math.max(ASK_EVERY_MS, performance.now() - begun));
    }
  }
}

/** Samples received of each unit, once nothing is pending. */
async function settledCounts(client: StackClient): Promise<number[]> {
  const counts: number[] = [];
  for (const unit of units) {
    const path = `${pathOf(EXPERIMENT)}/completeness?unit=${unit}&channel=temperature`;
    const { received } = await until(
      () => patiently(() => client.get(path, completenessSchema)),
      ({ pending }) => pending === 0,
      { mostMs: 3 * MOST_IDLE_MS, everyMs: ASK_EVERY_MS },
    );
    counts.push(received);
  }
  return counts;
}

function faultsIn(
  uploads: number,
  sent: ReadonlySet<string>,
  receipts: readonly ReceiptOnWire[],
  received: readonly number[],
): string[] {
  const faults: string[] = [];
  const names = receipts.filter(({ id }) => sent.has(id)).map(({ fileName }) => fileName);
  const expected = Array.from({ length: uploads }, (_, i) => nameOf(i));
  if (names.sort().join() !== expected.sort().join())
    faults.push(`${names.length} receipts for ${uploads} files, or others`);
  for (const { id, state, counts, duplicateOf } of receipts) {
    if (!sent.has(id) && (state === 'AWAITING_UPLOAD' || state === 'EXPIRED')) continue;
    if (sent.has(id) && state === 'INGESTED' && counts.accepted === ROWS && duplicateOf === undefined)
      continue;
    faults.push(`${id} is ${state} with ${JSON.stringify(counts)}`);
  }
  for (const [i, unit] of units.entries()) {
    const files = Array.from({ length: uploads }, (_, n) => n).filter((n) => n % UNITS === i).length;
    if (received[i] !== files * ROWS)
      faults.push(`${unit} has ${received[i]} samples, ${files * ROWS} were sent`);
  }
  return faults;
}

function quartersOf(memory: readonly number[]): Pick<UploadsOutcome, 'third' | 'last'> {
  const [half, threeQuarters] = [Math.floor(memory.length / 2), Math.floor((memory.length * 3) / 4)];
  const most = (from: number, to: number) => Math.max(0, ...memory.slice(from, to));
  return { third: most(half, threeQuarters), last: most(threeQuarters, memory.length) };
}

const optionsSchema = z.object({ uploads: z.coerce.number().int().positive().default(1000) });

if (import.meta.main) {
  const { values } = parseArgs({ options: { uploads: { type: 'string' } } });
  const { uploads } = optionsSchema.parse(values);
  const { faults, receipted, settled, third, last } = await uploadsCampaign(uploads);
  for (const fault of faults) console.log(fault);
  console.log(
    `${uploads} uploads at once: receipted after ${receipted.toFixed(0)} s, settled after ${settled.toFixed(0)} s`,
  );
  console.log(
    `memory of the stack: at most ${third.toFixed(0)} MB in the third quarter, ${last.toFixed(0)} MB in the last`,
  );
  console.log(`faults: ${faults.length}`);
  process.exitCode = faults.length === 0 && last <= third * 1.1 ? 0 : 1;
}
