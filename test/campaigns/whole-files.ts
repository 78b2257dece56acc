/**
 * Harms files in ways that only the whole of a file shows, and holds every sample that is read against the truth, which
 * the generator knows: no value and no time may differ without a mark (docs/promises.md#p12 with lines and rows). What is
 * lost beyond what a harm costs is listed apart.
 *
 *   node test/campaigns/whole-files.ts [--files 100000] [--seed 1] [--from 0] [--show 3] [--print]
 *
 * What no rule can see bears a mark, and counts as marked: a clock that went back to before the file's first row looks like
 * older rows that were appended, and one that filled a hole like rows that came late (`time.steps-back`); a last cell
 * without a line end (`row.unended`). Not tried, because nobody can tell: two cut values that make an ordinary number, such
 * as the first cells of two rows (`3` and `36.53`) below a header whose first column is not the time.
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { bytesOf } from '../support/harmed-files/draft.ts';
import { harmedFile } from '../support/harmed-files/harmed-file.ts';
import { hold } from '../support/harmed-files/hold.ts';

const MOST_GROWTH = 1.2;
const TWICE_EVERY = 8;

const optionsSchema = z.object({
  files: z.coerce.number().int().positive().default(100_000),
  seed: z.coerce.number().int().default(1),
  from: z.coerce.number().int().nonnegative().default(0),
  show: z.coerce.number().int().nonnegative().default(3),
  /** The files too. */
  print: z.boolean().default(false),
});
const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { files: text, seed: text, from: text, show: text, print: { type: 'boolean' } },
});
const { files, seed, from, show, print } = optionsSchema.parse(values);

const tally = () => ({
  files: 0,
  read: 0,
  refused: 0,
  samples: 0,
  rejected: 0,
  marked: 0,
  false: 0,
  lost: 0,
  failing: 0,
});
const kinds = new Map<string, ReturnType<typeof tally>>();
/** Largest resident memory, MB, in each quarter of the run. */
const quarters = [0, 0, 0, 0];
const shown = new Map<string, number>();

function tell(kind: string, number: number, what: string, file: Uint8Array): void {
  const times = shown.get(`${kind} ${what.slice(0, 5)}`) ?? 0;
  shown.set(`${kind} ${what.slice(0, 5)}`, times + 1);
  if (times >= show) return;
  console.error(`file ${number} (${kind}): ${what}`);
  if (print) console.error(new TextDecoder().decode(file));
}

async function tryFile(number: number): Promise<void> {
  const file = harmedFile(seed, number);
  const kind = file.kinds.join(' + ');
  const name = file.kinds.length === 1 ? kind : 'two harms';
  const counts = kinds.get(name) ?? tally();
  kinds.set(name, counts);
  counts.files++;
  try {
    const outcome = await hold(file, number % TWICE_EVERY === 0);
    if (outcome.refused === null) counts.read++;
    else counts.refused++;
    counts.samples += outcome.samples;
    counts.rejected += outcome.rejected;
    counts.marked += outcome.marked;
    counts.false += outcome.wrong.length;
    counts.lost += outcome.lost.length;
    const bytes = bytesOf(file.draft);
    if (outcome.wrong.length > 0)
      tell(kind, number, `${outcome.wrong.length} false, ${outcome.wrong[0]}`, bytes);
    if (outcome.lost.length > 0) tell(kind, number, `${outcome.lost.length} lost, ${outcome.lost[0]}`, bytes);
  } catch (error) {
    counts.failing++;
    tell(kind, number, `fails, ${error instanceof Error ? error.stack : error}`, bytesOf(file.draft));
  }
}

for (let number = 0; number < files; number++) {
  await tryFile(from + number);
  if (number % 100 === 0) {
    const quarter = Math.floor((4 * number) / files);
    quarters[quarter] = Math.max(quarters[quarter]!, process.memoryUsage.rss() / 1e6);
  }
}

const all = tally();
for (const counts of kinds.values())
  for (const name of Object.keys(all) as (keyof typeof all)[]) all[name] += counts[name];
console.table(Object.fromEntries([...[...kinds].sort(([a], [b]) => a.localeCompare(b)), ['all', all]]));
console.log(`resident memory by quarter, MB: ${quarters.map((mb) => mb.toFixed(0)).join(', ')}`);
const [, second = 0, , last = 0] = quarters;
const growth = second === 0 ? 1 : last / second;
if (all.false > 0 || all.failing > 0 || all.read === 0) process.exitCode = 1;
if (growth > MOST_GROWTH) {
  console.error(`memory grew ${growth.toFixed(2)} times from the second quarter to the last`);
  process.exitCode = 1;
}
