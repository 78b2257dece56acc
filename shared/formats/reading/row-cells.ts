/** The cells of one row, by the columns of the layout; blanks around a cell are left out. */
export interface RowCells {
  /** 0 where the cell is empty or the row does not have it. */
  lengthOf(index: number): number;
  cell(bytes: Uint8Array, index: number): Uint8Array;
  /** Whether the row has the cell more than once, so that nobody can tell which is meant. */
  isTwice(index: number): boolean;
}
