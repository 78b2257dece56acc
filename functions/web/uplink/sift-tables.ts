import { type TableKind, tableKindOf } from './table-kind.ts';

export interface GivenTable {
  readonly kind: TableKind;
  readonly file: File;
}

export interface Sifted {
  readonly tables: readonly GivenTable[];
  /** Data, as far as anybody knows. */
  readonly data: readonly File[];
}

/** A header is shorter. */
const HEAD_BYTES = 1024;
/** The stack takes no longer table of either kind. */
const LONGEST_BYTES = 4 * 1024 ** 2;

/** What cannot be read goes with the data, whose upload says so. */
export async function siftTables(files: readonly File[]): Promise<Sifted> {
  const kinds = await Promise.all(
    files.map(async (file) => {
      if (file.size === 0 || file.size > LONGEST_BYTES) return null;
      try {
        return tableKindOf(await file.slice(0, HEAD_BYTES).text());
      } catch (error) {
        // Gone, or changed since it was chosen.
        if (!(error instanceof DOMException)) throw error;
        return null;
      }
    }),
  );
  return {
    tables: files.flatMap((file, i) => {
      const kind = kinds[i];
      return kind === null || kind === undefined ? [] : [{ kind, file }];
    }),
    data: files.filter((_, i) => kinds[i] === null),
  };
}
