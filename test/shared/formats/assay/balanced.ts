import type { AssayRead } from '../../../../shared/domain/assay/tables.ts';

/** Records of the table: what is neither repeated nor rejected. */
function taken({ table }: AssayRead): number {
  if (table.table === 'expression') return table.values.filter((value) => !Number.isNaN(value)).length;
  return table.table === 'wells' ? table.wells.length : table.rows.length;
}

/** Whether every record of the file is accounted for. */
export function isBalanced(read: AssayRead): boolean {
  const rejected = read.rejected.reduce((sum, { records }) => sum + records, 0);
  return taken(read) + read.repeated + rejected === read.records;
}
