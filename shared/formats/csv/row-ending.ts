import { CR, QUOTE } from '../reading/bytes.ts';
import type { After } from '../reading/read-rows.ts';
import type { RowRules } from './row-rules.ts';
import type { Section } from './section.ts';

/** What follows a row: a line end; nothing, so that it may go on; or nothing, although it does go on. */
export type RowEnding = 'ended' | 'unended' | 'cut-off';

/**
 * What is known of the end of the last row, whose line end would be the last of the bytes. It is cut off where the stream
 * broke off, or where no line end stands after a row that lacks cells. A last row of full width without a line end may
 * have lost the last characters of its last cell, unless that is in quotes or half of a line end follows.
 */
export function rowEnding(
  bytes: Uint8Array,
  after: After,
  { cells, width }: Pick<Section, 'cells' | 'width'>,
  { plan }: RowRules,
): RowEnding {
  if (after === 'more' || after === 'nothing') return 'ended';
  if (after === 'cut-off' || cells.total < width) return 'cut-off';
  const last = bytes[bytes.length - 2];
  if (cells.total > cells.width) return 'ended';
  const isSure = plan.dialect.lastLine === 'whole' || last === QUOTE || last === CR;
  return isSure ? 'ended' : 'unended';
}
