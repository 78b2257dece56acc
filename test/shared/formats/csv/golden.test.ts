import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import type { WidePlan } from '../../../../shared/formats/csv/wide-csv.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';
import { collect, inPieces } from './collect.ts';

/** Every `x.csv` here must read as its `x.expected.json` says: adding a case is adding two files. */
const FOLDER = new URL('../../../golden/wide-csv/', import.meta.url);

const expectation = z.strictObject({
  plan: z.strictObject({
    time: z.string(),
    formats: z.array(z.string()),
    zone: z.string().optional(),
    columns: z.array(z.string()),
    ignore: z.array(z.string()).optional(),
    delimiter: z.enum([',', ';', '\t']).optional(),
  }),
  /** Of a file that is refused: the code, a part of the sentence, the place. */
  refusal: z.strictObject({ code: z.string(), says: z.string(), place: z.unknown() }).optional(),
  summary: z.unknown().optional(),
  /** Each readable row: line, time, one value a column (null where none is). */
  rows: z.array(z.unknown()).optional(),
  rejects: z.array(z.unknown()).optional(),
});

function planOf({ plan }: z.output<typeof expectation>): WidePlan {
  const reader = compileTimeFormats(plan.formats, plan.zone ?? null, 'REJECT');
  return {
    time: { header: plan.time, reader },
    columns: plan.columns.map((header) => ({ header })),
    ignore: plan.ignore ?? [],
    delimiter: plan.delimiter ?? ',',
  };
}

/** The reading in the form of the expectation. */
async function read(bytes: Uint8Array, plan: WidePlan) {
  try {
    const { batches, rejects, summary } = await collect(inPieces(bytes, 11), plan);
    const rows = batches.flatMap((batch) =>
      Array.from({ length: batch.rows }, (_, row) => [
        batch.lines[row],
        isoOf(batch.times[row]!),
        ...batch.values.map((column) => (Number.isNaN(column[row]!) ? null : column[row])),
      ]),
    );
    return { summary, rows, rejects };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: { code: error.code, says: error.message, place: error.place } };
  }
}

describe('wide CSV files read as they should', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'));

  it('and there are some', () => {
    expect(names.length).toBeGreaterThan(20);
  });

  it.each(names)('%s', async (name) => {
    const wanted = expectation.parse(
      JSON.parse(readFileSync(new URL(name.replace(/csv$/, 'expected.json'), FOLDER), 'utf8')),
    );
    const came = await read(readFileSync(new URL(name, FOLDER)), planOf(wanted));
    if (wanted.refusal === undefined) {
      const { plan, ...rest } = wanted;
      expect(came).toEqual(rest);
    } else {
      const { says, ...rest } = wanted.refusal;
      expect(came).toEqual({ refusal: { ...rest, says: expect.stringContaining(says) } });
    }
  });
});
