import type { Colour } from './paint.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Stands in the first line of a record, without its title. The first column does in any case. */
  readonly isHead?: boolean;
  /**
   * Left out where the table is too wide with it, the last of them first; a line below says so. Never what qualifies a number,
   * such as its environment or its comparator: where that does not fit, rows become records.
   */
  readonly isMinor?: boolean;
  /** The colour of a cell. */
  readonly colourOf?: (cell: string) => Colour | null;
}
