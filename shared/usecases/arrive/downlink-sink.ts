/** One reading of a downlink's file: where its bytes come from, and what takes its rows. */
import { UnreadableTally } from '../../domain/downlink/unreadable.ts';
import type { EventLabels } from '../../domain/timeline/event-labels.ts';
import { unpack } from '../../formats/compression/unpack.ts';
import type { Unpacked } from '../../formats/compression/unpacked.ts';
import type { ReadBatch, ReadEvent, ReadSink, Reject } from '../../formats/reading/reading.ts';
import type { OpenFile } from '../../formats/source/read-whole.ts';
import type { Ports } from '../../ports.ts';
import type { Inspection } from './inspect-upload.ts';
import type { RejectsWriter } from './write-rejects.ts';
import type { SegmentWriter } from './write-segments.ts';

export interface OpenDownlink extends OpenFile {
  /** Null where the file is not packed. */
  readonly unpacked: Unpacked | null;
}

export function openDownlink(
  ports: { readonly raw: Pick<Ports['raw'], 'open'> },
  { key, content, packing, before }: Inspection,
): OpenDownlink {
  const raw = content === null ? ports.raw.open(key) : chunksOf(content);
  const unpacked = packing === null ? null : unpack(packing, raw);
  // What stands before the end of a broken stream may be half a number: that row is not a reading.
  const isCutOff = () => unpacked !== null && unpacked.outcome().endedEarly !== null;
  const chunks = unpacked?.chunks ?? raw;
  return { chunks: before === undefined ? chunks : behind(before.bytes, chunks), isCutOff, unpacked };
}

/** With an end of a line between, which belongs to neither. */
async function* behind(before: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield Buffer.from(`${Buffer.from(before).toString('latin1').trimEnd()}\n`, 'latin1');
  yield* chunks;
}

async function* chunksOf(content: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* content;
}

/**
 * Makes segments, rejects and labels of the rows of one reading. Where they are many, segments and rejects leave memory
 * while it goes on. If the reading does not stand, nothing refers to them: a segment is named by its content, so that
 * the same rows are written once, and a piece of rejects by its number, so that the reading that stands replaces it.
 */
export class DownlinkSink implements ReadSink {
  readonly labels: EventLabels;
  readonly rejects: RejectsWriter;
  readonly unreadable = new UnreadableTally();
  /** Null before the first row. */
  writer: SegmentWriter | null = null;
  readonly #newWriter: () => SegmentWriter;

  constructor(rejects: RejectsWriter, labels: EventLabels, newWriter: () => SegmentWriter) {
    this.rejects = rejects;
    this.labels = labels;
    this.#newWriter = newWriter;
  }

  batch(batch: ReadBatch): Promise<void> {
    this.writer ??= this.#newWriter();
    this.unreadable.rows(batch.lines, batch.times);
    return this.writer.add(batch);
  }

  reject(reject: Reject): Promise<void> {
    this.unreadable.reject(reject);
    return this.rejects.add(reject);
  }

  event(label: ReadEvent): void {
    this.labels.add(label);
  }
}
