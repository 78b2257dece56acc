import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  zoneContradiction,
  zoneOfColumn,
  zoneOfPreamble,
} from '../../../../shared/domain/experiment/stated-zone.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { unitContradiction } from '../../../../shared/domain/ucum/unit-contradiction.ts';
import { unitOfCell, unitOfHeader } from '../../../../shared/domain/ucum/unit-of-text.ts';
import type { CsvPlan } from '../../../../shared/formats/csv/csv.ts';
import { IGNORED, UNMAPPED } from '../../../../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';
import { collect, inPieces } from './collect.ts';

/** Every `x.csv` here must read as its `x.expected.json` says: adding a case is adding two files. */
const FOLDER = new URL('../../../golden/csv/', import.meta.url);

const expectation = z.strictObject({
  plan: z.strictObject({
    time: z.string(),
    formats: z.array(z.string()),
    zone: z.string().optional(),
    /** Times that the file may have, to exclusive. */
    span: z.strictObject({ from: z.string(), to: z.string() }).optional(),
    keys: z.array(z.string()).default([]),
    /** Kinds by the key texts, joined by a blank; what is not here is unmapped. */
    kinds: z.record(z.string(), z.number()).default({}),
    ignoredKinds: z.array(z.string()).default([]),
    columns: z.array(z.string()),
    event: z.string().nullable().default(null),
    ignore: z.array(z.string()).default([]),
    delimiter: z.enum([',', ';', '\t']).default(','),
    decimal: z.enum(['.', ',']).default('.'),
    comment: z.string().nullable().default(null),
    headerLine: z.number().default(1),
    encoding: z.enum(['utf-8', 'utf-16']).default('utf-8'),
    /** What texts in a column stand for. */
    words: z.record(z.string(), z.record(z.string(), z.number())).default({}),
    /** The units in which columns are read: what the file says is held against them. */
    units: z.record(z.string(), z.strictObject({ unit: z.string(), as: z.string().optional() })).default({}),
    ragged: z.boolean().default(false),
  }),
  /** Of a file that is refused: the code, a part of the sentence, the place. */
  refusal: z.strictObject({ code: z.string(), says: z.string(), place: z.unknown() }).optional(),
  summary: z.unknown().optional(),
  /** Each readable row: line, time, its kind where there are keys, one value a column (null where none is). */
  rows: z.array(z.unknown()).optional(),
  rejects: z.array(z.unknown()).optional(),
  events: z.array(z.unknown()).optional(),
});

function spanOf(span: { from: string; to: string } | undefined) {
  return span === undefined ? null : { from: Date.parse(span.from) * 1000, to: Date.parse(span.to) * 1000 };
}

function planOf({ plan }: z.output<typeof expectation>): CsvPlan {
  const { delimiter, decimal, comment, headerLine, encoding, ragged } = plan;
  return {
    time: {
      header: plan.time,
      reader: compileTimeFormats(plan.formats, plan.zone ?? null, 'REJECT', spanOf(plan.span)),
      contradiction: (text, where) => {
        const stated = where === 'header' ? zoneOfColumn(text) : zoneOfPreamble(text);
        return stated && zoneContradiction(plan, stated);
      },
    },
    keys: plan.keys.map((header) => ({ header })),
    kindOf: (texts) => {
      const name = texts.join(' ');
      return plan.ignoredKinds.includes(name) ? IGNORED : (plan.kinds[name] ?? UNMAPPED);
    },
    wordsAt: (_kind, column) => {
      const words = plan.words[column];
      return words === undefined ? null : new Map(Object.entries(words));
    },
    columns: plan.columns.map((header) => ({ header })),
    event: plan.event === null ? null : { header: plan.event },
    ignore: plan.ignore,
    dialect: { delimiter, decimal, comment, headerLine, encoding, ragged },
    contradiction: (column, text, where) => {
      const read = plan.units[column];
      const named = where === 'header' ? unitOfHeader(text) : unitOfCell(text);
      return (read && named && unitContradiction(named, read)?.sentence) ?? null;
    },
  };
}

/** The reading in the form of the expectation. */
async function read(bytes: Uint8Array, wanted: z.output<typeof expectation>) {
  try {
    const plan = planOf(wanted);
    const { batches, rejects, events, summary } = await collect(inPieces(bytes, 11), plan);
    const rows = batches.flatMap((batch) =>
      Array.from({ length: batch.rows }, (_, row) => [
        batch.lines[row],
        isoOf(batch.times[row]!),
        ...(batch.kinds === null ? [] : [batch.kinds[row]]),
        ...batch.values.map((column) => (Number.isNaN(column[row]!) ? null : column[row])),
      ]),
    );
    const { unmappedKeys, ...rest } = summary;
    return {
      summary: plan.keys.length === 0 ? rest : summary,
      rows,
      rejects,
      ...(plan.event === null
        ? {}
        : { events: events.map(({ kind: _, ...e }) => ({ ...e, time: isoOf(e.time) })) }),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: { code: error.code, says: error.message, place: error.place } };
  }
}

describe('CSV files read as they should', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'));

  it('and there are some', () => {
    expect(names.length).toBeGreaterThan(45);
  });

  it.each(names)('%s', async (name) => {
    const wanted = expectation.parse(
      JSON.parse(readFileSync(new URL(name.replace(/csv$/, 'expected.json'), FOLDER), 'utf8')),
    );
    const came = await read(readFileSync(new URL(name, FOLDER)), wanted);
    if (wanted.refusal === undefined) {
      const { plan, ...rest } = wanted;
      expect(came).toEqual(rest);
    } else {
      const { says, ...rest } = wanted.refusal;
      expect(came).toEqual({ refusal: { ...rest, says: expect.stringContaining(says) } });
    }
  });
});
