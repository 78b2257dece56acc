import assert from 'node:assert/strict';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readNdjson } from '../../../../shared/formats/ndjson/read-ndjson.ts';
import type { ReadBatch, ReadPlan, ReadSummary } from '../../../../shared/formats/reading/reading.ts';
import type { Outcome } from '../csv/agrees-with-naive.ts';
import { type Given, inPieces, keepIn } from '../csv/collect.ts';
import { naiveNdjson, show } from './naive-ndjson.ts';

function acceptedOf(batches: readonly ReadBatch[]): string[] {
  return batches.flatMap(({ rows, columns, lines, times, kinds, values }) =>
    Array.from({ length: rows }, (_, row) =>
      columns.flatMap((name, column) => {
        const value = values[column]![row]!;
        if (Number.isNaN(value)) return [];
        return [`${lines[row]} ${name} ${kinds?.[row] ?? 0} ${times[row]} ${show(value)}`];
      }),
    ).flat(),
  );
}

interface Read extends Given {
  readonly summary: ReadSummary | string;
}

/** The refusals of a file of which nothing can be read are the only way not to come through. */
async function readOrRefused(file: Uint8Array, pieces: number, plan: ReadPlan): Promise<Read> {
  const given: Given = { batches: [], rejects: [], events: [] };
  try {
    return { ...given, summary: await readNdjson(inPieces(file, pieces), plan, keepIn(given)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    assert.match(error.code, /^(file\.|header\.no-mapped-column$)/);
    return { ...given, summary: error.code };
  }
}

/** P12 and more: each value, each reject and each count is what the naive reading says, however the bytes arrive. */
export async function agreesWithNaive(
  file: Uint8Array,
  pieces: number,
  plan: ReadPlan,
  maxLineBytes: number,
): Promise<Outcome> {
  const limited = { ...plan, maxLineBytes };
  const read = await readOrRefused(file, Math.max(1, file.length), limited);
  const again = await readOrRefused(file, pieces, limited);
  assert.deepEqual(acceptedOf(again.batches), acceptedOf(read.batches));
  assert.deepEqual({ ...again, batches: [] }, { ...read, batches: [] });
  const naive = naiveNdjson(file, plan, maxLineBytes);
  const { summary } = read;
  if (typeof summary === 'string') {
    assert.deepEqual([acceptedOf(read.batches), read.rejects, read.events], [[], [], []]);
    const wanted = [...plan.columns, ...(plan.event === null ? [] : [plan.event])];
    if (summary === 'file.empty') assert.equal(naive.rows, 0);
    if (summary === 'header.no-mapped-column')
      assert.ok(!wanted.some(({ header }) => naive.names.has(header)), 'a mapped member came');
    return { wasRead: false, samples: 0, rejected: 0 };
  }
  assert.deepEqual(acceptedOf(read.batches), naive.accepted);
  assert.deepEqual(
    read.rejects.map(({ line, column, code, samples }) => `${line} ${column ?? '-'} ${code} ${samples}`),
    naive.rejects,
  );
  assert.deepEqual(
    read.events.map(({ line, time }) => `${line} ${time}`),
    naive.events.map((event) => event.split(' ', 2).join(' ')),
  );
  const lost = read.rejects.reduce((sum, { samples }) => sum + samples, 0);
  const { rows, rejected, samples, bytes, missingColumns } = summary;
  assert.deepEqual(
    { rows, rejected, samples, bytes },
    { rows: naive.rows, rejected: lost, samples: naive.accepted.length + lost, bytes: file.length },
  );
  for (const name of missingColumns) assert.ok(!naive.names.has(name), `${name} came`);
  assert.equal(
    Object.values(summary.byReason).reduce((sum, count) => sum + count, 0),
    lost,
  );
  for (const { text } of read.rejects) assert.match(text, /^[^\p{Cc}]{0,200}$/u);
  return { wasRead: true, samples, rejected };
}
