/** A folder that was handed on, taken into this home by the ordinary road, and its tables held against what is answered here. */
import { join } from 'node:path';
import { eventsSchema } from '../../../shared/contract/experiments.ts';
import { archiveSchema } from '../../../shared/contract/telemetry.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { type TableDifference, tableDifferences } from '../../../shared/domain/osdr/compare-tables.ts';
import { PROGRAM_VERSION } from '../../../shared/domain/program.ts';
import { readQuotedRecords } from '../../../shared/formats/csv/quoted-records.ts';
import { readText } from '../files/read-text.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { definitionOf } from '../stack/definition.ts';
import { waitUntilSettled } from '../stack/settle.ts';
import { allTables } from './all-tables.ts';
import { checkFolder, type HandedFolder } from './check-folder.ts';
import type { HandedTable } from './handed-table.ts';
import { putInForce } from './put-in-force.ts';
import { type SentFile, sendRaw } from './send-raw.ts';
import { tellContacts, tellEvents, tellExclusions, tellScales } from './tell-again.ts';

/** Of each table the first so many are listed. */
const MOST_LISTED = 200;

export interface ComparedTable {
  readonly path: string;
  readonly rows: number;
  readonly differences: readonly TableDifference[];
  /** More than are listed, where there are many. */
  readonly found: number;
  /** Of a table that one side lacks. */
  readonly lacking?: 'HERE' | 'THERE';
}

export interface Imported {
  readonly experiment: string;
  /** What was done, in sentences. */
  readonly done: readonly string[];
  /** What is not as the manifest says and took nothing along. */
  readonly notes: readonly string[];
  readonly files: readonly SentFile[];
  readonly hash: { readonly expected: string; readonly got: string; readonly isSame: boolean };
  readonly tables: readonly ComparedTable[];
  /** Whether everything came in, and every answer is the one that was handed on. */
  readonly isSame: boolean;
}

/** Fails with a `CliFailure` where the folder is not whole, or its definition contradicts; then nothing was taken in. */
export async function importOsdr(
  context: CommandContext,
  folder: string,
  seconds: number,
): Promise<Imported> {
  const handed = await checkFolder(folder);
  const { manifest, notes } = handed;
  const { experiment } = manifest;
  const { client } = context;
  const first = [await putInForce(client, handed), await tellContacts(client, manifest)];
  const definition = await definitionOf(client, experiment);
  const files = await sendRaw(context, handed, definition, seconds);
  const told = await tellAgain(context, handed, definition, seconds);
  const { events } = await client.get(pathOf(experiment, 'events'), eventsSchema);
  const answered = await allTables(context, definition, events);
  const { hash } = await client.get(pathOf(experiment, 'archive'), archiveSchema);
  const tables = await compared(handed, answered.tables);
  const isSameHash = hash === manifest.hash;
  const isIn = files.every(({ became }) => became !== 'REFUSED' && became !== 'DIFFERS');
  return {
    ...{ experiment, files, tables },
    done: [...first, ...told].filter((one) => one !== null),
    notes: [...notes, ...doubts(handed)],
    hash: { expected: manifest.hash, got: hash, isSame: isSameHash },
    isSame: isSameHash && isIn && tables.every(({ found, lacking }) => found === 0 && lacking === undefined),
  };
}

/** What people told, once the files are in; when this resolves, nothing is due any more. */
async function tellAgain(
  context: CommandContext,
  { manifest }: HandedFolder,
  definition: Definition,
  seconds: number,
): Promise<(string | null)[]> {
  const { client } = context;
  const told = [await tellEvents(client, manifest)];
  // A scale is confirmed of what was measured by it.
  if (manifest.scales.length > 0) await waitUntilSettled(context, definition, seconds);
  told.push(...(await tellScales(client, manifest)), await tellExclusions(client, manifest));
  await waitUntilSettled(context, definition, seconds);
  return told;
}

/** Why numbers may differ though nothing is wrong. */
function doubts({ manifest }: HandedFolder): string[] {
  const { program, pending, readUnderOther } = manifest;
  return [
    ...(program === PROGRAM_VERSION
      ? []
      : [`the folder was written by Howship ${program}, this is ${PROGRAM_VERSION}`]),
    ...(pending === 0 ? [] : ['when the folder was written, not everything had reached its tables']),
    ...(readUnderOther === true
      ? ['some files of the folder were read under an earlier definition there']
      : []),
  ];
}

async function compared(
  { folder, manifest }: HandedFolder,
  answered: readonly HandedTable[],
): Promise<ComparedTable[]> {
  const here = new Map(answered.map((table) => [table.path, table]));
  const tables: ComparedTable[] = [];
  for (const path of manifest.tables) {
    const [header, ...rows] = readQuotedRecords(path, await readText(join(folder, path)), ',').map(
      ({ cells }) => cells,
    );
    const own = here.get(path);
    if (own === undefined) {
      tables.push({ path, rows: rows.length, differences: [], found: 0, lacking: 'HERE' });
      continue;
    }
    const differences = tableDifferences({ header: header ?? [], rows }, own, own.keys);
    tables.push({
      path,
      rows: rows.length,
      differences: differences.slice(0, MOST_LISTED),
      found: differences.length,
    });
  }
  const beyond = answered.filter(({ path }) => !manifest.tables.includes(path));
  return [
    ...tables,
    ...beyond.map(({ path, rows }) => ({
      path,
      rows: rows.length,
      differences: [],
      found: 0,
      lacking: 'THERE' as const,
    })),
  ];
}
