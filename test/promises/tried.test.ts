/** What `source try` shows of a file is what its upload will be: both read through one door. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { declaredBy } from '../../shared/domain/experiment/declared.ts';
import { sourceFor } from '../../shared/domain/experiment/file-reader.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { readNewDefinition } from '../../shared/formats/definition/read-definition.ts';
import { newDefinition } from '../../shared/formats/source-proposal/new-definition.ts';
import { previewOf } from '../../shared/formats/source-proposal/preview.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const FOLDER = new URL('../golden/source-proposals/', import.meta.url);
/** For these nothing can be drafted. */
const REFUSED = [
  'fu1-no-such-time.csv',
  'fu1-suffixes.csv',
  'fu1-thousands.csv',
  'fu1-thousands-quoted.csv',
  'fu1-ibutton-decimal-commas.csv',
];
const FILES = readdirSync(FOLDER).filter(
  (name) => /^fu1-.*\.(csv|ndjson)$/.test(name) && !REFUSED.includes(name),
);
const HARMS = 3;
const JUNK = ['\n', ',', ';', '"', '*** reset ***\n', '\0\0\0\0', '36.5', 'NAN', 'é', '2026-03-01'];

type Random = ReturnType<typeof randomStream>;
const pick = (random: Random, most: number) => Math.floor(random.uniform() * most);

/** A line left out or written twice, junk in between, or the end cut off. */
function harmed(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = pick(random, lines.length);
  switch (pick(random, 4)) {
    case 0:
      return lines.toSpliced(at, 1).join('\n');
    case 1:
      return lines.toSpliced(at, 0, lines[at]!).join('\n');
    case 2: {
      const place = pick(random, text.length);
      return `${text.slice(0, place)}${JUNK[pick(random, JUNK.length)]}${text.slice(place)}`;
    }
    default:
      return text.slice(0, Math.max(1, text.length - pick(random, text.length / 2)));
  }
}

/** What became of the file: its counts, or the code of its refusal. */
interface Outcome {
  readonly refused: string | null;
  readonly counts: {
    readonly rows: number;
    readonly samples: number;
    readonly rejected: number;
    readonly byReason: object;
  } | null;
  readonly warnings: readonly string[];
}

async function tried(text: string, name: string, bytes: Uint8Array, now: number): Promise<Outcome> {
  const { definition } = readNewDefinition(text);
  try {
    const source = sourceFor(declaredBy(definition), name, null);
    const { summary } = await previewOf(definition, source, bytes, true, now);
    const { rows, samples, rejected, byReason, warnings } = summary;
    return {
      refused: null,
      counts: { rows, samples, rejected, byReason },
      warnings: warnings.map(({ code }) => code),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error.code, counts: null, warnings: [] };
  }
}

async function uploaded(text: string, name: string, bytes: Uint8Array): Promise<Outcome & { at: number }> {
  const ports = memoryPorts();
  await applyExperiment(ports, 'draft', text);
  const id = await upload(ports, 'draft', name, bytes);
  const at = ports.clock.now();
  await settleAll(ports);
  const { counts, byReason, warnings, state, error } = await showReceipt(ports, 'draft', id);
  const codes = warnings.map(({ code }) => code);
  if (state === 'REFUSED') return { at, refused: error?.code ?? state, counts: null, warnings: [] };
  const { rows, samples, rejected } = counts;
  return { at, refused: null, counts: { rows, samples, rejected, byReason }, warnings: codes };
}

const seen = { read: 0, refused: 0, rejected: 0 };

it.each(FILES)('%s is uploaded as it was tried, whole and harmed', async (name) => {
  const whole = readFileSync(new URL(name, FOLDER), 'latin1');
  const random = randomStream(15, name);
  const files = [{ name, bytes: Buffer.from(whole, 'latin1'), isWhole: true }];
  const text = newDefinition('draft', files, Date.parse('2026-11-20') * 1000);
  for (let i = 0; i <= HARMS; i++) {
    const bytes = Buffer.from(i === 0 ? whole : harmed(whole, random), 'latin1');
    const { at, ...came } = await uploaded(text, name, bytes);
    const was = await tried(text, name, bytes, at);
    // Of the file that it was made from a draft reads at least most.
    if (i === 0) expect(came.counts?.samples ?? 0).toBeGreaterThan(2 * (came.counts?.rejected ?? 0));
    if (came.counts === null) seen.refused++;
    else if (came.counts.rejected > 0) seen.rejected++;
    else seen.read++;
    expect({ i, refused: came.refused, counts: came.counts }).toEqual({
      i,
      refused: was.refused,
      counts: was.counts,
    });
    expect(came.warnings, `harm ${i}`).toEqual(expect.arrayContaining([...was.warnings]));
  }
});

it('saw files that were read, that were refused, and of which rows were rejected', () => {
  expect(seen.read).toBeGreaterThan(FILES.length);
  expect(seen.rejected).toBeGreaterThan(5);
  expect(seen.refused).toBeGreaterThan(0);
});
