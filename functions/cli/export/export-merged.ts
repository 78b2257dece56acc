/** A folder with the merged reading, and all that is needed to understand it. */
import { join } from 'node:path';
import { type ReceiptOnWire, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import { eventsSchema, experimentSchema } from '../../../shared/contract/experiments.ts';
import { byText } from '../../../shared/domain/by-text.ts';
import { indexDefinition } from '../../../shared/domain/experiment/definition-index.ts';
import { parseDefinition } from '../../../shared/domain/experiment/parse-definition.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import type { Query } from '../stack/api-client.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { type Described, exportBeside } from './export-beside.ts';
import { type BucketToExport, type ExportRules, exportBucket } from './export-bucket.ts';
import { KnownTables } from './known-tables.ts';
import { type Listed, listExport } from './list-export.ts';
import { earlierIn, MANIFEST, type MergedManifest, type TableFile } from './manifest.ts';
import { StaleLinks } from './segment-bytes.ts';
import { given, sha256Of, writeWhole } from './write-whole.ts';

export interface ExportedMerged {
  readonly manifest: MergedManifest;
  /** Files of samples and conflicts that were made anew. */
  readonly made: number;
}

/** Goes into the basis of a table: another one has all tables made anew. */
const FORMAT = 1;

/**
 * Fills the folder with the merged reading of what the query selects: tables of samples and of what lost a conflict,
 * definition, events, phases, channels, a README, and a manifest that is written last. What is there already and made of
 * the same stays; a table that is no part of the archive any more goes.
 */
export async function exportMerged(
  context: CommandContext,
  folder: string,
  experiment: string,
  query: Query,
): Promise<ExportedMerged> {
  const earlier = await earlierIn(folder, experiment, 'merged');
  const known = await KnownTables.in(folder, earlier?.tables ?? []);
  for (let made = 0; ; ) {
    const listed = await listExport(context, experiment, query);
    const described = await describedBy(context, listed);
    if (described === null) continue;
    try {
      const tables = await tablesOf(context, folder, known, { listed, described, query });
      made += tables.made;
      const manifest = await manifestOf(context, { listed, query, tables: tables.all });
      const beside = await exportBeside(folder, manifest, described);
      const whole = { ...manifest, beside };
      await writeWhole(join(folder, MANIFEST), Buffer.from(`${JSON.stringify(whole, null, 2)}\n`));
      await known.settle(tables.all);
      return { manifest: whole, made };
    } catch (error) {
      if (!(error instanceof StaleLinks)) throw error;
    }
  }
}

/** Null where another definition was put in force since the list was made. */
async function describedBy({ client }: CommandContext, { head }: Listed): Promise<Described | null> {
  const shown = await client.get(pathOf(head.experiment), experimentSchema);
  if (shown.sha256 !== head.definition.sha256) return null;
  const { events } = await client.get(pathOf(head.experiment, 'events'), eventsSchema);
  return { document: shown.definition, definition: parseDefinition(shown.definition), events };
}

interface Making {
  readonly listed: Listed;
  readonly described: Described;
  readonly query: Query;
}

async function tablesOf(
  { terminal }: CommandContext,
  folder: string,
  known: KnownTables,
  making: Making,
): Promise<{ readonly all: TableFile[]; readonly made: number }> {
  const rules = rulesOf(making);
  const buckets = bucketsOf(making);
  const progress = terminal.progress(`exporting ${making.listed.head.experiment}`);
  const all: TableFile[] = [];
  let made = 0;
  try {
    for (const [i, bucket] of buckets.entries()) {
      progress.show(i / buckets.length, `${bucket.unit} ${bucket.bucket}`);
      let tables = await known.madeOf(bucket.basis);
      if (tables === null) {
        tables = await exportBucket(folder, bucket, rules);
        await known.note(bucket.basis, tables);
        made += tables.length;
      }
      all.push(...tables);
    }
  } finally {
    progress.end();
  }
  return { all, made };
}

function rulesOf({ listed, described, query }: Making): ExportRules {
  const { channel, from, to } = query;
  const { experiment, definition, program } = listed.head;
  const range = {
    from: from === undefined ? Number.NEGATIVE_INFINITY : parseInstant(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : parseInstant(to),
  };
  return {
    listedAt: listed.listedAt,
    index: indexDefinition(described.definition),
    wanted: { range, ...(channel !== undefined && { series: new Set([channel]) }) },
    facts: {
      'howship.experiment': experiment,
      'howship.definition': JSON.stringify(definition),
      'howship.program': program,
      'howship.query': JSON.stringify(given(query)),
    },
  };
}

function bucketsOf({ listed, query }: Making): BucketToExport[] {
  const { head, segments, brought } = listed;
  const nameOf = ({ unit, bucket }: { readonly unit: string; readonly bucket: string }) =>
    `${unit} ${bucket}`;
  const broughtTo = Map.groupBy(brought, nameOf);
  return [...Map.groupBy(segments, nameOf)]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, links]) => {
      const { unit, bucket } = links[0]!;
      const own = broughtTo.get(name) ?? [];
      const stuck = head.stuck.filter((one) => one.unit === unit);
      const read = links
        .map(({ key, rank, readIn = [], samples = null }) => [key, rank, readIn, samples])
        .sort(([a], [b]) => byText(String(a), String(b)));
      const { experiment, definition, program } = head;
      const basis = [
        FORMAT,
        experiment,
        unit,
        bucket,
        definition.sha256,
        program,
        given(query),
        read,
        own,
        stuck,
      ];
      return {
        unit,
        bucket,
        segments: links,
        brought: own,
        stuck,
        basis: sha256Of(Buffer.from(JSON.stringify(basis))),
      };
    });
}

async function manifestOf(
  context: CommandContext,
  { listed, query, tables }: { listed: Listed; query: Query; tables: readonly TableFile[] },
): Promise<Omit<MergedManifest, 'beside'>> {
  const rows = (wanted: TableFile['what']) =>
    tables.reduce((sum, { what, n }) => sum + (what === wanted ? n : 0), 0);
  return {
    form: 'merged',
    ...listed.head,
    query: given(query),
    samples: rows('samples'),
    conflicts: rows('conflicts'),
    tables: [...tables].sort((a, b) => byText(a.path, b.path)),
    downlinks: await downlinksOf(context, listed),
  };
}

async function downlinksOf(
  { client }: CommandContext,
  { head, brought }: Listed,
): Promise<MergedManifest['downlinks']> {
  const attempts = new Map(brought.map(({ downlink, attempt }) => [downlink, attempt]));
  const receipts = new Map<string, ReceiptOnWire>();
  for (let next: string | undefined, isLast = attempts.size === 0; !isLast; isLast = next === undefined) {
    const page = await client.get(pathOf(head.experiment, 'downlinks'), receiptsSchema, { next });
    for (const receipt of page.downlinks) if (attempts.has(receipt.id)) receipts.set(receipt.id, receipt);
    next = page.next;
  }
  return [...attempts]
    .sort(([a], [b]) => byText(a, b))
    .map(([downlink, attempt]) => {
      const { fileName = null, sha256 = null, counts } = receipts.get(downlink) ?? {};
      return { downlink, attempt, fileName, sha256, accepted: counts?.accepted ?? null };
    });
}

/** What the command says when it is done. */
export function mergedText(folder: string, { manifest, made }: ExportedMerged): string {
  const { samples, conflicts, tables, experiment, hash } = manifest;
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const size = `${countText(tables.length, 'file')} of ${sizeText(bytes)}, ${made} of them new`;
  const what =
    samples === 0
      ? `nothing to export: no sample of what was asked for is in the archive of ${experiment}`
      : `${countText(samples, 'sample')}, each once, in ${size}; README.md says how to read them`;
  const lost =
    conflicts === 0
      ? ''
      : `${countText(conflicts, 'value')} lost to others of the same instant: conflicts/\n`;
  return `${folder}: ${what}\n${lost}archive hash ${hash}\n`;
}
