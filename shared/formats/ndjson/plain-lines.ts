import { SLACK_BYTES } from '../reading/cell-words.ts';
import type { Layout } from '../reading/layout.ts';
import { NOT_PLAIN, readPlainNumber } from '../reading/number.ts';
import { IGNORED, UNMAPPED } from '../reading/reading.ts';
import type { RowBatch } from '../reading/row-batch.ts';
import type { Progress } from '../reading/row-judge.ts';
import { sameBytes } from '../reading/words.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { readDumpLines } from './dump-lines.ts';
import { DOT, QUOTE } from './json-bytes.ts';
import { readJsonNumber } from './json-number.ts';
import { KEYED, type LineShape, MOST_PARTS, type ShapedLine, shapeOf } from './line-shape.ts';
import type { LineScan } from './scan-line.ts';
import { endOfNumber, endOfPlainString, endOfWord, NO_TOKEN } from './scan-tokens.ts';
import { learnKeys } from './shape-keys.ts';
import { EVENT, NONE, SKIP, TEXT_BELOW, TIME_NUMBER, TIME_TEXT } from './shape-slots.ts';

/** Shapes that are kept, and lines that are looked at to learn shapes and keys: a hostile file has as many as lines. */
const MOST_SHAPES = 8;
const MOST_LESSONS = 16_384;

const NULL_WORD = new TextEncoder().encode('null');

export interface PlainLineRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly maxLineBytes: number;
}

/**
 * Reads lines as long as they lie like one that was read with care before: the pieces that do not change are compared
 * by words, and only what differs is looked at. It only ever says what the careful reading (`ndjson-rows.ts`) would
 * say, and leaves to that whatever it is not sure of.
 */
export class PlainLines {
  private readonly rules: PlainLineRules;
  private readonly scan: LineScan;
  private readonly batch: RowBatch;
  private readonly progress: Progress;
  private readonly shapes: LineShape[] = [];
  /** The shape of the line before. */
  private current = 0;
  private lessons = 0;

  constructor(rules: PlainLineRules, scan: LineScan, batch: RowBatch, progress: Progress) {
    this.scan = scan;
    this.rules = rules;
    this.batch = batch;
    this.progress = progress;
  }

  /**
   * Reads from `start` until the batch is full, the bytes end at `end` (after a LF), or a line is not plain; returns
   * where. Nothing of that line is kept.
   */
  read(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { shapes, batch } = this;
    if (view.byteLength < end + SLACK_BYTES) return start;
    let at = start;
    for (let failed = 0; failed < shapes.length && at < end && !batch.isFull(); ) {
      const next = this.readShape(shapes[this.current]!, bytes, view, at, end);
      if (next < end && !batch.isFull()) {
        batch.clearRow();
        // Where shapes take turns, the one that was learnt next comes next.
        this.current = (this.current + 1) % shapes.length;
      }
      failed = next === at ? failed + 1 : 0;
      at = next;
    }
    return at;
  }

  /** Whether looking at more lines may still teach something. */
  isLearning(): boolean {
    return this.lessons < MOST_LESSONS;
  }

  /** Takes note of how a line lies that was read with care, and of the kind that its keys give it. */
  learn(bytes: Uint8Array, view: DataView, line: ShapedLine, kind: number): void {
    const { shapes } = this;
    this.lessons++;
    let shape = shapes.find(({ signature }) => signature === line.signature);
    if (shape === undefined) {
      const made = shapes.length < MOST_SHAPES ? shapeOf(bytes, line) : null;
      if (made === null) return;
      shapes.push(made);
      shape = made;
    }
    this.current = shapes.indexOf(shape);
    learnKeys(shape, bytes, view, line.keyed, kind);
  }

  private readShape(shape: LineShape, bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { batch, progress, rules } = this;
    const [keys] = shape.keys;
    if (shape.isDump && keys !== undefined)
      return readDumpLines(shape, rules, keys, batch, progress, bytes, view, start, end);
    return this.readLines(shape, bytes, view, start, end);
  }

  /** Most are numbers and texts without escapes. */
  private endOfSkipped(bytes: Uint8Array, at: number): number {
    const isText = bytes[at] === QUOTE;
    const end = isText ? endOfPlainString(bytes, at + 1) : endOfNumber(bytes, at);
    if (end === NO_TOKEN) return this.scan.endOfValue(bytes, at);
    return isText ? end + 1 : end;
  }

  private readLines(shape: LineShape, bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { batch, progress } = this;
    const { reader, layout, maxLineBytes } = this.rules;
    const { starts, lengths, slots, pieces, pairs } = shape;
    const [keys = null, others = null] = shape.keys;
    const { cells, stride, capacity } = batch;
    const { emptyIsReject } = layout;
    const steps = slots.length;
    let time = Number.NaN;
    let timeAt = 0;
    let timeLength = 0;
    let rowStart = start;
    lines: while (rowStart < end && batch.row < capacity) {
      const { row } = batch;
      let kind = 0;
      let table = keys;
      let readings = 0;
      let at = rowStart;
      for (let step = 0; step < steps; step++) {
        const length = lengths[step]!;
        if (length !== KEYED) {
          if (!sameBytes(view, at, pieces, starts[step]!, length)) break lines;
          at += length;
        } else if (table !== null) {
          const entry = table.next(view, at) ?? table.find(view, at);
          if (entry === null) break lines;
          kind = table === keys ? entry.kind : kind * MOST_PARTS + entry.kind;
          at += entry.length + 1;
          table = others;
        }
        const slot = slots[step]!;
        if (slot >= 0) {
          const numberEnd = readJsonNumber(bytes, at, cells, slot * stride + row);
          if (numberEnd !== NOT_PLAIN) readings++;
          at = numberEnd === NOT_PLAIN ? endOfWord(bytes, at, NULL_WORD) : numberEnd;
          if (at === NO_TOKEN) break lines;
        } else if (slot === TIME_NUMBER || slot === TIME_TEXT) {
          // Rows tend to have the time of the row before, or one of its length.
          const isSame =
            timeLength > 0 &&
            bytes[at + timeLength] === bytes[timeAt + timeLength] &&
            sameBytes(view, at, view, timeAt, timeLength);
          if (!isSame) {
            const timeEnd = slot === TIME_TEXT ? endOfPlainString(bytes, at) : endOfNumber(bytes, at);
            if (timeEnd === NO_TOKEN) break lines;
            time = reader.read(bytes, at, timeEnd);
            if (time < 0) break lines;
            timeAt = at;
            timeLength = timeEnd - at;
          }
          at += timeLength;
        } else if (slot === SKIP) {
          at = this.endOfSkipped(bytes, at);
          if (at === NO_TOKEN) break lines;
        } else if (slot === EVENT) {
          at = endOfNothing(bytes, at);
          if (at === NO_TOKEN) break lines;
        } else if (slot !== NONE) {
          const from = at;
          at = readPlainNumber(view, from, QUOTE, DOT, cells, (TEXT_BELOW - slot) * stride + row);
          if (at === NOT_PLAIN) break lines;
          if (at > from) readings++;
        }
      }
      if (at - 1 - rowStart > maxLineBytes) break;
      if (others !== null) kind = pairs.get(kind) ?? UNMAPPED;
      if (kind === UNMAPPED) break;
      if (kind === IGNORED) batch.clearRow();
      else if (readings === 0 && emptyIsReject) break;
      else batch.commit(time, progress.line, kind, readings);
      progress.rows++;
      progress.line++;
      rowStart = at;
    }
    return rowStart;
  }
}

/** Of `null` or an empty text. */
function endOfNothing(bytes: Uint8Array, at: number): number {
  if (bytes[at] === QUOTE) return bytes[at + 1] === QUOTE ? at + 2 : NO_TOKEN;
  return endOfWord(bytes, at, NULL_WORD);
}
