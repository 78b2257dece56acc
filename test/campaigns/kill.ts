/**
 * Kills a local stack again and again while it takes in two days of the OSTEO payload, withdraws a dump of it and reads
 * another one again, and compares what each run ends in with a run that was never killed (docs/promises.md#p11).
 *
 *   node test/campaigns/kill.ts [--kills 20] [--seed 1]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { randomStream } from '../../shared/simulator/random.ts';
import { MortalStack } from '../support/mortal-stack.ts';
import { bringIn, differenceOf, type EndState, endStateOf, PARTS, type Part } from './osteo-campaign.ts';

interface KillCampaign {
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface KillOutcome {
  readonly kills: number;
  /** Kills that struck before everything was taken in and answered. */
  readonly atWork: number;
  /** A line for each run whose end state differs from that of the run that was never killed. */
  readonly differing: readonly string[];
}

/** A run is killed at most so often. */
const MOST_KILLS_A_RUN = 3;
/** Every so manieth kill strikes while the stack starts. */
const AT_START_EVERY = 5;
const START_MS = 3000;

export async function killCampaign({ kills, seed, say }: KillCampaign): Promise<KillOutcome> {
  const work = mkdtempSync(join(tmpdir(), 'howship-kill-'));
  const { uniform } = randomStream(seed, 'kills');
  try {
    const clean = join(work, 'clean');
    const { expected, lasted } = await cleanRun(clean, seed);
    say(
      `a run that is not killed takes ${PARTS.map((part) => `${Math.round(lasted[part])} ms of ${part}`).join(', ')}`,
    );
    let struck = 0;
    let atWork = 0;
    const differing: string[] = [];
    for (let run = 1; struck < kills; run++) {
      const count = Math.min(kills - struck, 1 + Math.floor(uniform() * MOST_KILLS_A_RUN));
      const moments = inOrder(Array.from({ length: count }, () => momentOf(uniform, lasted)));
      const outcome = await killedRun({
        home: join(work, `run-${run}`),
        seed,
        moments,
        expected,
      });
      struck += count;
      atWork += outcome.atWork;
      const line = `run ${run} of seed ${seed}, killed ${moments.map(textOf).join(', ')}`;
      say(`${line}: ${outcome.difference ?? 'the same end state'}`);
      if (outcome.difference !== null) differing.push(`${line}: ${outcome.difference}`);
    }
    return { kills: struck, atWork, differing };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Milliseconds of each part. */
type Lasted = Readonly<Record<Part, number>>;

async function cleanRun(home: string, seed: number): Promise<{ expected: EndState; lasted: Lasted }> {
  const stack = new MortalStack(home);
  await stack.serving();
  const begun: Record<Part, number> = { arrival: 0, withdrawal: 0, rereading: 0 };
  const expected = await bringIn(stack, seed, (part) => {
    begun[part] = performance.now();
  });
  const { arrival, withdrawal, rereading } = begun;
  const lasted = {
    ...{ arrival: withdrawal - arrival, withdrawal: rereading - withdrawal },
    rereading: performance.now() - rereading,
  };
  await stack.stop();
  return { expected, lasted };
}

/** Strikes so long after the stack's start, or after the beginning of a part of the work. */
interface Moment {
  readonly from: 'start' | Part;
  readonly millis: number;
}

function momentOf(uniform: () => number, lasted: Lasted): Moment {
  if (uniform() * AT_START_EVERY < 1) return { from: 'start', millis: uniform() * START_MS };
  const from = PARTS[Math.floor(uniform() * PARTS.length)] ?? 'arrival';
  return { from, millis: uniform() * lasted[from] };
}

/** In the order of the work; a start may be at any time. */
function inOrder(moments: readonly Moment[]): Moment[] {
  const rank = ({ from }: Moment) => (from === 'start' ? 0 : PARTS.indexOf(from));
  return moments.toSorted((a, b) => rank(a) - rank(b) || a.millis - b.millis);
}

function textOf({ millis, from }: Moment): string {
  return `${Math.round(millis)} ms after the beginning of the ${from}`;
}

/** When each part of the work begins, for who waits for it. */
class Course {
  readonly #begun = new Map<Part, PromiseWithResolvers<void>>(
    PARTS.map((part) => [part, Promise.withResolvers<void>()]),
  );

  readonly begins = (part: Part): void => this.#begun.get(part)?.resolve();

  async begun(part: Part): Promise<void> {
    await this.#begun.get(part)?.promise;
  }
}

interface KilledRun {
  readonly home: string;
  readonly seed: number;
  readonly moments: readonly Moment[];
  readonly expected: EndState;
}

async function killedRun({ home, seed, moments, expected }: KilledRun) {
  const stack = new MortalStack(home);
  let isDone = false;
  let atWork = 0;
  const course = new Course();
  const work = bringIn(stack, seed, course.begins).finally(() => {
    isDone = true;
    // Who waits for a part that never began waits no longer.
    for (const part of PARTS) course.begins(part);
  });
  const killing = (async () => {
    for (const { from, millis } of moments) {
      if (from !== 'start') await Promise.all([stack.serving(), course.begun(from)]);
      await setTimeout(millis);
      if (!isDone) atWork++;
      await stack.killAndRestart();
    }
  })();
  try {
    const [{ ids }] = await Promise.all([work, killing]);
    // Once more: a kill after the work was done may undo nothing either.
    return { atWork, difference: differenceOf(expected, await endStateOf(stack, ids)) };
  } catch (error) {
    return { atWork, difference: `the run failed: ${error instanceof Error ? error.stack : error}` };
  } finally {
    await Promise.allSettled([work, killing]);
    await stack.stop();
  }
}

const optionsSchema = z.object({
  kills: z.coerce.number().int().positive().default(20),
  seed: z.coerce.number().int().default(1),
});

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
  const options = optionsSchema.parse(values);
  const { kills, atWork, differing } = await killCampaign({ ...options, say: (line) => console.log(line) });
  console.log(`of ${kills} kills ${atWork} struck a stack at work`);
  console.log(`kills: ${kills}, differing end states: ${differing.length}`);
  process.exitCode = differing.length === 0 ? 0 : 1;
}
