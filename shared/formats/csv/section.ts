import { isDump } from '../dump/dump-rows.ts';
import type { Layout } from '../reading/layout.ts';
import { HEAP } from '../reading/room.ts';
import { RowBatch } from '../reading/row-batch.ts';
import type { Progress } from '../reading/row-judge.ts';
import { KEY_SLOT, SURPLUS_SLOT } from '../reading/slots.ts';
import { delimiterByte } from './csv.ts';
import { GlueWatch, type Ordinary } from './glue-watch.ts';
import type { LineRules } from './lone-quote.ts';
import { PlainRows } from './plain-rows.ts';
import { RecordCells } from './record.ts';
import type { RowRules } from './row-rules.ts';

/** Equals no byte. */
const NO_BYTE = -1;

/** A stretch of a file below one header: how its rows are laid out, and what reads them. */
export class Section {
  readonly layout: Layout;
  /** Cells of a row. */
  readonly width: number;
  readonly cells: RecordCells;
  readonly batch: RowBatch;
  readonly plain: PlainRows;
  readonly glue: GlueWatch;
  /** How a line shows that it is a row. */
  readonly line: LineRules;

  constructor(rules: RowRules, layout: Layout, width: number, ordinary: Ordinary, progress: Progress) {
    const { plan, comment, maxLineBytes, room } = rules;
    const { dialect } = plan;
    const { reader } = plan.time;
    const ragged = dialect.ragged === true;
    const delimiter = delimiterByte(dialect);
    const sign = dialect.decimal.charCodeAt(0);
    this.layout = layout;
    this.width = width;
    this.cells = new RecordCells(layout.slots.length);
    const slots = slotsOf(layout, width);
    const dumpRoom = isDump(slots) && room?.claim() === true ? room : null;
    this.batch = new RowBatch(layout.columns, layout.keys.length > 0, dumpRoom ?? HEAP);
    this.glue = new GlueWatch(layout, reader, ordinary);
    this.line = {
      reader,
      time: layout.time,
      width: ragged ? null : width,
      delimiter,
      comment,
      names: layout.written,
    };
    const plain = {
      layout,
      slots,
      ragged,
      longest: this.glue.longest,
      reader,
      delimiter,
      // Between delimiters no bare number can hold one as its decimal sign.
      decimal: sign === delimiter ? NO_BYTE : sign,
      comment: comment[0] ?? NO_BYTE,
      maxLineBytes,
    };
    this.plain = new PlainRows(plain, this.batch, progress, dumpRoom);
  }

  /** Whether the row in `cells` is of the section's width. */
  hasWidth(): boolean {
    return this.line.width === null ? this.cells.surplusAt < 0 : this.cells.total === this.width;
  }

  /** Takes note of the kind of a row that was read with care. */
  learnKeys(bytes: Uint8Array, kind: number): void {
    const { cells, layout } = this;
    const last = layout.slots.lastIndexOf(KEY_SLOT);
    if (last >= 0 && cells.count > last) this.plain.learn(bytes, cells.starts, cells.ends, kind);
  }
}

/** Columns past the rows' width are not looked for, and cells past the header's must be blank. */
function slotsOf({ slots }: Layout, width: number): Int32Array {
  return Int32Array.from({ length: width }, (_, column) => slots[column] ?? SURPLUS_SLOT);
}
