import type { ByteWindow } from './byte-window.ts';
import type { Handover } from './handover.ts';
import type { RowBatch } from './row-batch.ts';
import type { RowJudge } from './row-judge.ts';

/**
 * What comes after the bytes at hand: more of the file; nothing, they end with a line end; or nothing, because the
 * file was cut off within its last row, whose line end was added.
 */
export type After = 'more' | 'nothing' | 'unended' | 'cut-off';

/** Turns bytes into the rows of a batch, and into the rejects and events of a judge. */
export interface RowReader {
  readonly batch: RowBatch;
  readonly judge: RowJudge;
  /**
   * Reads rows from `start` on, until the batch is full, many rejects or events wait, or a row does not end within the
   * bytes. Returns where it stopped. `base` is the file's offset of the first byte.
   */
  read(bytes: Uint8Array, start: number, base: number, after: After): number;
  /** Whether the rows of the batch have to be handed over before another is read. */
  mustHandOver(): boolean;
}

/** Reads all rows that the window holds whole, and at the end of the file the rest. */
export async function readRows(
  window: ByteWindow,
  after: After,
  rows: RowReader,
  handover: Handover,
): Promise<void> {
  const bytes = window.bytes();
  let at = 0;
  for (let goesOn = true; goesOn && at < bytes.length; ) {
    const before = at;
    at = rows.read(bytes, at, window.base, after);
    const { batch } = rows;
    const isDue = batch.row > 0 && rows.mustHandOver();
    goesOn = at > before || isDue;
    await handover.rejects(rows.judge.outbox.takeRejects());
    await handover.events(rows.judge.outbox.takeEvents());
    if (isDue) await handover.batch(batch);
  }
  window.consume(at);
  if (after !== 'more' && rows.batch.row > 0) await handover.batch(rows.batch);
}
