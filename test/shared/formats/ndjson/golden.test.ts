import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { readNdjson } from '../../../../shared/formats/ndjson/read-ndjson.ts';
import { IGNORED, type ReadPlan, UNMAPPED } from '../../../../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';
import { type Given, inPieces, keepIn } from '../csv/collect.ts';

/** Every `x.ndjson` here must read as its `x.expected.json` says: adding a case is adding two files. */
const FOLDER = new URL('../../../golden/ndjson/', import.meta.url);

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
    maxLineBytes: z.number().optional(),
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

function planOf({ plan }: z.output<typeof expectation>): ReadPlan {
  const { maxLineBytes } = plan;
  return {
    time: {
      header: plan.time,
      reader: compileTimeFormats(plan.formats, plan.zone ?? null, 'REJECT', spanOf(plan.span)),
    },
    keys: plan.keys.map((header) => ({ header })),
    kindOf: (texts) => {
      const name = texts.join(' ');
      return plan.ignoredKinds.includes(name) ? IGNORED : (plan.kinds[name] ?? UNMAPPED);
    },
    columns: plan.columns.map((header) => ({ header })),
    event: plan.event === null ? null : { header: plan.event },
    ignore: plan.ignore,
    ...(maxLineBytes === undefined ? {} : { maxLineBytes }),
  };
}

/** The reading in the form of the expectation. */
async function read(bytes: Uint8Array, wanted: z.output<typeof expectation>) {
  const given: Given = { batches: [], rejects: [], events: [] };
  try {
    const plan = planOf(wanted);
    const summary = await readNdjson(inPieces(bytes, 11), plan, keepIn(given));
    const rows = given.batches.flatMap((batch) =>
      Array.from({ length: batch.rows }, (_, row) => [
        batch.lines[row],
        isoOf(batch.times[row]!),
        ...(batch.kinds === null ? [] : [batch.kinds[row]]),
        ...batch.values.map((column) => (Number.isNaN(column[row]!) ? null : column[row])),
      ]),
    );
    const events = given.events.map(({ kind: _, ...event }) => ({ ...event, time: isoOf(event.time) }));
    return { summary, rows, rejects: given.rejects, ...(plan.event === null ? {} : { events }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: { code: error.code, says: error.message, place: error.place } };
  }
}

describe('NDJSON files read as they should', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'));

  it('and there are some', () => {
    expect(names.length).toBeGreaterThan(7);
  });

  it.each(names)('%s', async (name) => {
    const wanted = expectation.parse(
      JSON.parse(readFileSync(new URL(name.replace(/ndjson$/, 'expected.json'), FOLDER), 'utf8')),
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
