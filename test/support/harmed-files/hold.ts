/** Reads a harmed file through the one door and holds what comes against the truth. */
import assert from 'node:assert/strict';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import { plausibleSince, plausibleSpan } from '../../../shared/domain/experiment/plausible.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import type { ReadBatch, ReadSink, ReadSummary, Reject } from '../../../shared/formats/reading/reading.ts';
import { readWhole } from '../../../shared/formats/source/read-whole.ts';
import { readerOf, type SourceReader } from '../../../shared/formats/source/source-reader.ts';
import { bytesOf, type Draft, keyOf, type Sample } from './draft.ts';
import { definitionFor, type Form } from './form.ts';
import type { HarmedFile } from './harmed-file.ts';

const LF = 10;
const RECEIVED = Date.UTC(2026, 10, 20) * 1000;

interface Accepted extends Sample {
  readonly line: number;
  /** Whether the file ends within it, and the receipt says so. */
  readonly isUnended: boolean;
}

export interface Outcome {
  /** Its code, where the file was refused. */
  readonly refused: string | null;
  readonly samples: number;
  readonly rejected: number;
  /** In words: values and times that the file does not mean and that bear no mark. */
  readonly wrong: readonly string[];
  /** Values that differ, and are marked as uncertain or told by a warning. */
  readonly marked: number;
  /** In words: what is missing, or refused, though the harm does not cost it. */
  readonly lost: readonly string[];
}

class Sink implements ReadSink {
  readonly accepted: Accepted[] = [];
  readonly rejects: Reject[] = [];
  readings = 0;
  readonly #reader: SourceReader;

  constructor(reader: SourceReader) {
    this.#reader = reader;
  }

  batch(batch: ReadBatch): void {
    this.readings += batch.readings;
    for (let row = 0; row < batch.rows; row++) {
      const series = this.#reader.readingsOf(batch.kinds?.[row] ?? 0, batch.columns);
      batch.values.forEach((column, i) => {
        const [value, to] = [column[row]!, series[i]];
        if (Number.isNaN(value) || to == null) return;
        const isUnended = row === batch.rows - 1 && batch.unended === i;
        const { unit, channel } = to;
        const [at, line] = [batch.times[row]! / 1000, batch.lines[row]!];
        this.accepted.push({ at, unit, channel, value, line, isUnended });
      });
    }
  }

  reject(reject: Reject): void {
    this.rejects.push(reject);
  }
}

const definitions = new Map<string, ReturnType<typeof readDefinition>['definition']>();

function readerFor(form: Form): SourceReader {
  const text = definitionFor(form);
  const definition = definitions.get(text) ?? readDefinition(text).definition;
  definitions.set(text, definition);
  const span = plausibleSpan(definition, plausibleSince(definition), RECEIVED);
  return readerOf(declaredBy(definition), definition.sources[0]!, span);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

type Reading = { readonly summary: ReadSummary; readonly sink: Sink } | Refusal;

async function read(form: Form, bytes: Uint8Array, size: number): Promise<Reading> {
  const reader = readerFor(form);
  try {
    return await readWhole(reader, {
      open: () => ({ chunks: inPieces(bytes, size), isCutOff: () => false }),
      sink: () => new Sink(reader),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error;
  }
}

/** Fails where what was read is not accounted for, or follows from how the bytes came; what is untrue it tells. */
export async function hold({ draft, pieces }: HarmedFile, isReadTwice: boolean): Promise<Outcome> {
  const bytes = bytesOf(draft);
  const came = await read(draft.form, bytes, pieces);
  if (isReadTwice) assert.deepEqual(shown(await read(draft.form, bytes, bytes.length)), shown(came));
  if (came instanceof Refusal) {
    const lost = draft.refusal === 'NEVER' ? [`refused: ${came.message}`] : [];
    return { refused: came.code, samples: 0, rejected: 0, wrong: [], marked: 0, lost };
  }
  const { summary, sink } = came;
  holdCounts(bytes, summary, sink);
  const { wrong, marked, found } = comparedWithTruth(draft, summary, sink);
  const lost = missing(draft, found);
  return { refused: null, samples: summary.samples, rejected: summary.rejected, wrong, marked, lost };
}

function shown(came: Reading): unknown {
  if (came instanceof Refusal) return came.message;
  const { summary, sink } = came;
  return { summary, accepted: sink.accepted, rejects: sink.rejects };
}

/** docs/promises.md#p12, with lines and rows. */
function holdCounts(bytes: Uint8Array, summary: ReadSummary, { readings, rejects }: Sink): void {
  const rejected = rejects.reduce((sum, { samples }) => sum + samples, 0);
  const byReason = Object.values(summary.byReason).reduce((sum, count) => sum + count, 0);
  assert.deepEqual(
    { rejected: summary.rejected, byReason, samples: summary.samples, bytes: summary.bytes },
    { rejected, byReason: rejected, samples: readings + rejected, bytes: bytes.length },
  );
  const { all, ...parts } = summary.lines;
  const lines = bytes.reduce((count, byte) => count + (byte === LF ? 1 : 0), bytes.at(-1) === LF ? 0 : 1);
  const inParts = Object.values(parts).reduce((sum, count) => sum + count, 0);
  assert.deepEqual({ all, inParts }, { all: lines, inParts: lines });
}

function comparedWithTruth(draft: Draft, { warnings }: ReadSummary, { accepted }: Sink) {
  const truth = new Map(draft.lines.flatMap(({ samples }) => samples).map((one) => [keyOf(one), one.value]));
  const marks = new Set(warnings.map(({ code }) => code));
  const unseen = unseenOf(draft);
  const found = new Set<string>();
  const wrong: string[] = [];
  let marked = 0;
  for (const sample of accepted) {
    const key = keyOf(sample);
    if (truth.get(key) === sample.value) found.add(key);
    else if (sample.isUnended || (unseen.get(key) === sample.value && marks.has('time.steps-back'))) marked++;
    else
      wrong.push(
        `line ${sample.line}: ${new Date(sample.at).toISOString()} ${key} ${sample.value}, not ${truth.get(key)}`,
      );
  }
  return { wrong, marked, found };
}

function unseenOf({ unseen, form, lines, expendable }: Draft): ReadonlyMap<string, number> {
  if (unseen === null) return new Map();
  const holes = lines.flatMap(({ samples }) => samples.filter((one) => expendable.has(keyOf(one))));
  const isInHole = ({ at }: Sample) => holes.some((hole) => Math.abs(hole.at - at) < 1.5 * form.period);
  if (unseen.isCovered && !unseen.samples.some(isInHole)) return new Map();
  return new Map(unseen.samples.map((one) => [keyOf(one), one.value]));
}

function missing(draft: Draft, found: ReadonlySet<string>): string[] {
  if (draft.refusal === 'MUST') return [];
  return draft.lines.flatMap(({ samples }) =>
    samples.flatMap((sample) => {
      const key = keyOf(sample);
      if (found.has(key) || draft.expendable.has(key)) return [];
      return [`${new Date(sample.at).toISOString()} ${key} ${sample.value}`];
    }),
  );
}
