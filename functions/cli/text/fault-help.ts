/** What `--fault` of `simulate` takes, below its options. */
import { FAULT_FORMS } from '../../../shared/simulator/fault-kinds.ts';
import type { Column } from './column.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const COLUMNS: readonly Column[] = [{ title: 'fault' }, { title: 'size' }, { title: 'needs' }];

const BEFORE = [
  'A fault is kind:unit:channel:onset:size, and :length where it ends; what has no size has its length there.',
  "Onset (since the unit's activation) and length are ISO 8601: P1D, PT40M. Without a length it lasts to the end.",
  'The channel * is the whole unit, temperature@T1 one sensor. One row per kind:',
];

/** @param width of the page, in characters */
export function faultHelp(width: number): string {
  const rows = Object.values(FAULT_FORMS).map(({ example, size, needs }) => [example, size, needs]);
  const before = wrapText(`${BEFORE.join('\n')}\n`, width);
  return `${before}\n${tableText(COLUMNS, rows, { width, isColoured: false })}`;
}
