/** What earlier exports into a folder have already made. */
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { BEGUN, type TableFile, tableFileSchema } from './manifest.ts';
import { isMissing, sha256Of } from './write-whole.ts';

const lineSchema = z.object({ basis: z.string(), tables: z.array(tableFileSchema) });

export class KnownTables {
  readonly #folder: string;
  readonly #byBasis: Map<string, readonly TableFile[]>;

  private constructor(folder: string, byBasis: Map<string, readonly TableFile[]>) {
    this.#folder = folder;
    this.#byBasis = byBasis;
  }

  /** @param earlier the tables of the folder's manifest */
  static async in(folder: string, earlier: readonly TableFile[]): Promise<KnownTables> {
    await mkdir(folder, { recursive: true });
    const known = new Map<string, readonly TableFile[]>(Map.groupBy(earlier, ({ basis }) => basis));
    const begun = await readFile(join(folder, BEGUN), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return '';
      throw error;
    });
    for (const line of begun.split('\n')) {
      const { data } = lineSchema.safeParse(jsonOf(line));
      if (data !== undefined) known.set(data.basis, data.tables);
    }
    // From here on the folder is seen to be ours.
    await appendFile(join(folder, BEGUN), '\n');
    return new KnownTables(folder, known);
  }

  /** The tables that were made of this, where all are still whole; else null. */
  async madeOf(basis: string): Promise<readonly TableFile[] | null> {
    const tables = this.#byBasis.get(basis);
    if (tables === undefined) return null;
    for (const { path, bytes, sha256 } of tables) {
      const standing = await readFile(join(this.#folder, path)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (standing === null || standing.length !== bytes || sha256Of(standing) !== sha256) return null;
    }
    return tables;
  }

  /** So that an export that breaks off goes on behind it. */
  async note(basis: string, tables: readonly TableFile[]): Promise<void> {
    this.#byBasis.set(basis, tables);
    await appendFile(join(this.#folder, BEGUN), `${JSON.stringify({ basis, tables })}\n`);
  }

  /** The manifest says all of it now. Tables that it does not name are removed. */
  async settle(named: readonly TableFile[]): Promise<void> {
    const kept = new Set(named.map(({ path }) => path));
    const known = [...this.#byBasis.values()].flat().map(({ path }) => path);
    for (const path of known) if (!kept.has(path)) await rm(join(this.#folder, path), { force: true });
    await rm(join(this.#folder, BEGUN), { force: true });
  }
}
