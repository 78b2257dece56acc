import { createHash } from 'node:crypto';
import { joinTables } from '../../domain/assay/join-tables.ts';
import type { PartRecord } from '../../domain/assay/part-record.ts';
import type { AssayTable, ExpressionTable } from '../../domain/assay/tables.ts';
import { rowsOf } from '../../domain/assay/tally-records.ts';
import { byText } from '../../domain/by-text.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { sha256 } from '../../formats/digest.ts';

/** A table in force, and what it is to the assay. */
export interface TableInForce extends Pick<PartRecord, 'role' | 'digest'> {
  readonly table: AssayTable;
}

/**
 * Digest of all records of an assay: each once, with the values of cells in conflict, whatever files brought them and in
 * whatever order (docs/promises.md#p2). Null where there is none.
 */
export function recordsDigest(tables: readonly TableInForce[]): string | null {
  if (tables.length === 0) return null;
  const hash = createHash('sha256');
  const cells = tables.flatMap(({ table }) => (table.table === 'expression' ? [table] : []));
  // Of one kind at a time: files that do not belong together are all in the digest even so.
  const kinds = Map.groupBy(cells, ({ scale, feature }) => `${scale} ${feature}`);
  for (const [kind, same] of [...kinds].sort(([a], [b]) => byText(a, b)))
    hash.update(`${kind}\n${cellsDigest(same)}\n`);
  const rows = tables.flatMap(({ role, table }) => numbered(rowsOf(table)).map((row) => `${role} ${row}`));
  for (const row of [...new Set(rows)].sort(byText)) hash.update(`${row}\n`);
  return hash.digest('hex');
}

/** Rows that say the same within a file, as replicates without a position may, are several records. */
function numbered(rows: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const before = seen.get(row) ?? 0;
    seen.set(row, before + 1);
    return before === 0 ? row : `${row} ${before + 1}`;
  });
}

function cellsDigest(tables: readonly ExpressionTable[]): string {
  const { table, conflicts } = joinTables(tables);
  const { features, symbols, classes, samples, values } = table;
  const names = sha256(canonicalJson({ features, symbols, classes, samples, conflicts }));
  return `${names} ${sha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))}`;
}
