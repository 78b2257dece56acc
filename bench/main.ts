/**
 * The benches: ours beside its peers, in one run on one machine.
 *
 *   npm run bench [-- <row>…] [--rows] [--long] [--json] [--seed <n>] [--samples <n>] [--rounds <n>] [--directory <path>]
 *
 * --rows       names of the rows, nothing is run
 * --long       without names: the rows too that take minutes and gigabytes of disk (file-5gb); named, they always run
 * --json       one object a row and peer: {row, unit, ours, peer, peerName, ratio, rssMb}
 * --seed       of the sets
 * --samples    at most so many in a set: for a look; the goals hold for the full sets and are not judged then
 * --rounds     of which the median is taken (5)
 * --directory  where the sets are kept between runs
 *
 * Exit code 1 where a goal is missed or a row fails.
 */
import { mkdirSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { type Judged, judge } from './judge.ts';
import { rowNamed, rowNames, usualRowNames } from './row-named.ts';
import { SETTINGS } from './settings.ts';
import { isPinned, sidesInTurn } from './sides-in-turn.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    seed: { type: 'string' },
    samples: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    directory: { type: 'string', default: join(tmpdir(), 'howship-bench') },
  },
});

const isSmall = options.samples !== undefined;

/** Three digits are what a busy machine gives. */
const digits = (value: number | null) => (value === null ? '-' : value.toPrecision(3));

function print(row: BenchRow, { results, absent, misses }: Judged): void {
  if (options.json) {
    for (const result of results) console.log(JSON.stringify(result));
    for (const { side, absent: why } of absent) console.error(`${row.row}, ${side}: ${why}`);
    return;
  }
  for (const { row: name, unit, ours, peer, peerName, ratio, rssMb } of results) {
    const beside = peerName === null ? '' : `${peerName} ${digits(peer)}, ratio ${digits(ratio)}; `;
    console.log(`${name.padEnd(20)} ${digits(ours)} ${unit}; ${beside}${rssMb.toFixed(0)} MB`);
  }
  for (const { side, absent: why } of absent) console.log(`  ${side}: ${why}`);
  const verdict = isSmall ? 'not judged on a small set' : misses.length === 0 ? 'met' : misses.join('; ');
  console.log(`  goal ${JSON.stringify(row.goal)}: ${verdict}`);
  if (row.note !== undefined) console.log(`  ${row.note}`);
}

async function run(name: string, directory: string): Promise<boolean> {
  const row = await rowNamed(name);
  try {
    await row.prepare(directory);
    const rounds = row.isOnce ? 0 : Number(options.rounds);
    const judged = judge(row, await sidesInTurn(row, { directory, rounds }));
    print(row, judged);
    return isSmall || judged.misses.length === 0;
  } finally {
    await row.clear?.(directory);
  }
}

async function asked(): Promise<readonly string[]> {
  if (positionals.length > 0) return positionals;
  return options.long ? rowNames() : usualRowNames();
}

if (options.rows) {
  for (const name of rowNames()) console.log(name);
} else {
  if (options.seed !== undefined) process.env[SETTINGS.seed] = options.seed;
  if (options.samples !== undefined) process.env[SETTINGS.mostSamples] = options.samples;
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const where = isPinned ? 'each side on one core' : 'not pinned: taskset is not installed';
  console.error(`${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}; ${where}`);
  for (const name of await asked()) {
    try {
      if (!(await run(name, directory))) process.exitCode = 1;
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }
}
