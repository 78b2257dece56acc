import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AssayRead, AssayTable, Well } from '../../../../shared/domain/assay/tables.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { AssayReading } from '../../../../shared/formats/assay/assay-reading.ts';
import { readAssayFile } from '../../../../shared/formats/assay/read-assay-file.ts';
import { readSheet } from '../../../../shared/formats/assay/read-sheet.ts';
import { readEndpointTable } from '../../../../shared/formats/endpoint/read-endpoint-table.ts';
import { readPitFile } from '../../../../shared/formats/pit/read-pit-file.ts';
import { readQpcrFile } from '../../../../shared/formats/qpcr/read-qpcr-file.ts';
import { isBalanced } from './balanced.ts';

/**
 * Every file must read as `stem.expected.json` says, under the `reading` that stands there. UPDATE_GOLDEN=1 writes the
 * rest of it.
 */
const FOLDER = new URL('../../../golden/assays/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));

type Reading =
  | AssayReading
  | { readonly kind: 'sheet' }
  | { readonly kind: 'qpcr' }
  | { readonly kind: 'pit-table' }
  | { readonly kind: 'endpoint-table' };

function read(bytes: Uint8Array, reading: Reading, file: string): Promise<AssayRead> {
  if (reading.kind === 'sheet') return readSheet([bytes], file);
  if (reading.kind === 'pit-table') return readPitFile([bytes], file);
  if (reading.kind === 'endpoint-table') return readEndpointTable([bytes], file);
  return reading.kind === 'qpcr' ? readQpcrFile([bytes], file) : readAssayFile([bytes], reading, file);
}

/** One text per row, as it is easy to look through. */
function rowsOf(table: AssayTable): unknown {
  if (table.table === 'sheet') return { columns: table.columns, rows: table.rows };
  if (table.table === 'wells') return table.wells.map(wellText);
  if (table.table === 'pits') return table.rows;
  const { features, symbols, classes, samples, values, scale, feature } = table;
  const width = samples.length;
  const rows = features.map((name, i) => {
    const cells = [...values.subarray(i * width, (i + 1) * width)].map(String);
    return [name, symbols?.[i] ?? '', classes?.[i] ?? '', ...cells].join(' | ');
  });
  return { scale, feature, samples, hasSymbols: symbols !== null, hasClasses: classes !== null, rows };
}

function wellText({ well, sample, target, task, ct, quantity, isOmitted }: Well): string {
  return [well, sample, target, task, String(ct), String(quantity), isOmitted ? 'omitted' : ''].join(' | ');
}

async function shown(file: string, reading: Reading): Promise<unknown> {
  try {
    const { table, ...came } = await read(readFileSync(new URL(file, FOLDER)), reading, file);
    expect(isBalanced({ table, ...came }), 'every record is accounted for').toBe(true);
    const told = table.table === 'wells' ? table.descriptions : undefined;
    const descriptions = told === undefined ? {} : { descriptions: [...told] };
    return { reading, ...came, ...descriptions, table: rowsOf(table) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reading, refusal: { code: error.code, says: error.message, place: error.place } };
  }
}

describe('a file of an assay', () => {
  it('has cases', () => {
    expect(files.length).toBeGreaterThan(35);
  });

  it.each(files)('%s is read as it should be', async (file) => {
    const expected = new URL(file.replace(/\w+$/, 'expected.json'), FOLDER);
    expect(existsSync(expected), `${expected.pathname} is missing`).toBe(true);
    const golden = JSON.parse(readFileSync(expected, 'utf8'));
    const came = await shown(file, golden.reading);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(came, null, 2)}\n`);
    expect(came).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});
