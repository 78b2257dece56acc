/** A folder for OSDR: ISA-Tab, raw files, definitions, processed tables, environment, and checksums of all. */
import { join } from 'node:path';
import { byText } from '../../../shared/domain/by-text.ts';
import { PROGRAM_VERSION } from '../../../shared/domain/program.ts';
import { studyFiles } from '../../../shared/formats/isa-tab/study-files.ts';
import { sha256Of, writeWhole } from '../export/write-whole.ts';
import type { CommandContext } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { csvLines } from '../text/csv-lines.ts';
import { eventRows } from '../text/export-tables.ts';
import { allTables } from './all-tables.ts';
import { EarlierExport } from './earlier-export.ts';
import { describeFile } from './folder-file.ts';
import { type HandedFacts, handedFacts, recordedByPeople } from './handed-facts.ts';
import { csvOf, DICTIONARY_HEADER } from './handed-table.ts';
import { type Handed, leftOut, studyOf } from './isa-study.ts';
import { type HandedFile, MD5_FILE, OSDR_MANIFEST, type OsdrManifest } from './manifest.ts';
import { osdrReadme } from './osdr-readme.ts';
import { bringRaw, rawPlan } from './raw-files.ts';

/** Answers that do not belong together are asked again so often. */
const TURNS = 5;

/**
 * Fills the folder; the manifest is written last. Files of an earlier export of the same experiment that are no part any
 * more go, raw files that stand there stay, and what people changed is kept beside. Fails with a `CliFailure`.
 */
export async function exportOsdr(
  context: CommandContext,
  folder: string,
  experiment: string,
): Promise<OsdrManifest> {
  const earlier = await EarlierExport.in(folder, experiment, context.terminal);
  const handed = await answered(context, experiment);
  const files = await writeTexts(folder, earlier, textsOf(handed));
  const progress = context.terminal.progress('bringing raw files');
  try {
    for (const [i, raw] of handed.raw.entries()) {
      progress.show(i / handed.raw.length, raw.fileName);
      files.push(await bringRaw(context, { folder, experiment, earlier }, raw));
    }
  } finally {
    progress.end();
  }
  files.sort((a, b) => byText(a.path, b.path));
  const sums = files.map(({ md5, path }) => `${md5}  ${path}\n`).join('');
  files.push(...(await writeTexts(folder, earlier, new Map([[MD5_FILE, sums]]))));
  const manifest = manifestOf(handed, files);
  await writeWhole(join(folder, OSDR_MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  await earlier.removeOthers(new Set(files.map(({ path }) => path)));
  return manifest;
}

/** All of one state of the home: what came meanwhile has everything asked again. */
async function answered(context: CommandContext, experiment: string): Promise<Handed> {
  for (let turn = 1; ; turn++) {
    const facts = await handedFacts(context.client, experiment);
    const { tables, slices, pending } = await allTables(context, facts.definition, facts.events);
    const { raw, notIncluded } = rawPlan(facts.receipts);
    const now = await handedFacts(context.client, experiment);
    const isSame = stateOf(now) === stateOf(facts);
    if (!isSame && turn < TURNS) continue;
    if (!isSame)
      throw new CliFailure(
        'export.changing',
        `${experiment} changed while it was exported, ${TURNS} times: run the command again when nothing comes in`,
      );
    const lost = facts.damaged.map((id) => ({
      what: `downlink ${id}`,
      why: 'its receipt is damaged: ./howship verify says more',
    }));
    return {
      ...{ facts, tables, slices, raw, pending, program: PROGRAM_VERSION },
      notIncluded: [...notIncluded, ...lost, ...leftOut(facts.definition)],
    };
  }
}

const stateOf = ({ inForce, archive, exclusions, events, receipts }: HandedFacts): string =>
  JSON.stringify([inForce, archive.hash, exclusions, events, receipts.map(({ id, state }) => [id, state])]);

/** By path. */
function textsOf(handed: Handed): Map<string, string> {
  const { facts, tables } = handed;
  const { events, exclusions, definitions } = facts;
  const columns = [
    'id',
    'unit',
    'sample',
    'from',
    'to',
    'reason',
    'evidence',
    'blinded',
    'lifts',
    'liftedBy',
    'at',
    'by',
  ] as const;
  const rawColumns = [
    'path',
    'fileName',
    'bytes',
    'sha256',
    'source',
    'downlink',
    'announcedAt',
    'state',
  ] as const;
  return new Map([
    ...studyFiles(studyOf(handed)),
    ...definitions.map(({ sha256, canonical }, i): [string, string] => [
      definitionPath(i, sha256),
      canonical,
    ]),
    ['events.csv', csvLines(eventRows(events))],
    [
      'exclusions.csv',
      csvLines([columns, ...exclusions.map((one) => columns.map((name) => String(one[name] ?? '')))]),
    ],
    [
      'raw_files.csv',
      csvLines([
        [...rawColumns, 'withdrawn_at', 'withdrawn_by', 'withdrawn_because'],
        ...handed.raw.map((one) => [
          ...rawColumns.map((name) => String(one[name] ?? '')),
          ...[one.withdrawn?.at ?? '', one.withdrawn?.by ?? '', one.withdrawn?.reason ?? ''],
        ]),
      ]),
    ],
    ...tables.map((table): [string, string] => [table.path, csvOf(table)]),
    [DICTIONARY, csvLines([DICTIONARY_HEADER, ...tables.flatMap(({ dictionary }) => dictionary)])],
    ['README.md', osdrReadme(handed)],
  ]);
}

const DICTIONARY = 'environment/data_dictionary.csv';

const definitionPath = (place: number, sha256: string): string =>
  `definitions/${String(place + 1).padStart(4, '0')}_${sha256.slice(0, 12)}.json`;

async function writeTexts(
  folder: string,
  earlier: EarlierExport,
  texts: ReadonlyMap<string, string>,
): Promise<HandedFile[]> {
  const written: HandedFile[] = [];
  for (const [path, text] of texts) {
    const bytes = Buffer.from(text);
    await earlier.makeRoom(path, sha256Of(bytes));
    await writeWhole(join(folder, path), bytes);
    written.push(await describeFile(folder, path));
  }
  return written;
}

function manifestOf(handed: Handed, files: readonly HandedFile[]): OsdrManifest {
  const { facts, tables, slices, raw, notIncluded, pending, program } = handed;
  const { definition, inForce, archive, definitions, events, exclusions, contacts } = facts;
  return {
    ...{ form: 'howship-osdr/1' as const, experiment: definition.id, program, definition: inForce },
    ...{ hash: archive.hash, pending },
    ...(archive.readUnderOther === true && { readUnderOther: true as const }),
    definitions: definitions.map(({ sha256, revisions }, i) => ({
      ...{ path: definitionPath(i, sha256), sha256, revisions: [...revisions] },
    })),
    raw: [...raw],
    events: recordedByPeople(events),
    exclusions: [...exclusions],
    contacts,
    scales: scalesIn(slices),
    tables: tables.map(({ path }) => path),
    notIncluded,
    files: [...files],
  };
}

/** Each that a person has looked at, once. */
function scalesIn(slices: Handed['slices']): OsdrManifest['scales'] {
  const scales = new Map<string, OsdrManifest['scales'][number]>();
  for (const { assay, scale } of slices)
    if (scale !== null && scale.confirmed !== null)
      scales.set(`${assay} ${scale.micrometres}`, {
        assay,
        micrometres: scale.micrometres,
        ...scale.confirmed,
      });
  return [...scales.values()];
}
