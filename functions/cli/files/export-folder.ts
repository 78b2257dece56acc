/** A folder of segments: downloaded, checked, and gone on with where it was broken off. */

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import {
  type ExportSegmentOnWire,
  exportSchema,
  exportSegmentSchema,
} from '../../../shared/contract/export.ts';
import { byText } from '../../../shared/domain/by-text.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Query } from '../stack/api-client.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { insist } from '../stack/insist.ts';

/** At a time. */
const DOWNLOADS = 4;
const DIGEST_DIGITS = 32;
const MANIFEST = 'manifest.json';

const manifestSchema = exportSchema.omit({ next: true, segments: true }).extend({
  query: z.record(z.string(), z.string()),
  /** Not in folders of before there were calibrations. */
  calibrations: exportSchema.shape.calibrations.default([]),
  segments: z.array(exportSegmentSchema.omit({ url: true, expiresAt: true })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface Exported {
  readonly manifest: Manifest;
  /** Segments that were not there yet. */
  readonly downloaded: number;
}

/** Fills the folder with the segments that the query selects, and says in `manifest.json` which those are. */
export async function exportTo(
  context: CommandContext,
  folder: string,
  experiment: string,
  query: Query,
): Promise<Exported> {
  await refuseForeign(folder, experiment);
  for (;;) {
    const exported = await oneExport(context, folder, experiment, query);
    if (exported !== null) return exported;
    // What came in between belongs to the archive too: what is here already is not downloaded again.
    context.terminal.note(`the archive of ${experiment} changed meanwhile: once more\n`);
  }
}

/** Of an export that broke off, so far. */
const BEGUN = /^segments$|\.part$/;

/** Only an empty folder or an earlier export of the experiment is filled: nothing of anybody else is mixed in. */
async function refuseForeign(folder: string, experiment: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  const manifest = names.includes(MANIFEST) ? await readFile(join(folder, MANIFEST), 'utf8') : null;
  const ours = manifest === null ? null : manifestSchema.safeParse(jsonOf(manifest)).data;
  const advice = 'name an empty folder, or one that an earlier export of this experiment filled';
  if (ours && ours.experiment !== experiment) {
    const sentence = `${folder} holds an export of ${ours.experiment}, not of ${experiment}: ${advice}`;
    throw new CliFailure('export.other-experiment', sentence);
  }
  const foreign = ours ? [] : names.filter((name) => !BEGUN.test(name)).sort();
  if (foreign.length === 0) return;
  const sentence = `${folder} holds other files (${listText(foreign)}): ${advice}`;
  throw new CliFailure('export.folder-not-empty', sentence);
}

/** Null where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null where the archive changed between two pages: their segments would be of no one hash. */
async function oneExport(
  context: CommandContext,
  folder: string,
  experiment: string,
  query: Query,
): Promise<Exported | null> {
  const progress = context.terminal.progress(`exporting ${experiment}`);
  const segments: Manifest['segments'] = [];
  const revisions = new Set<string>();
  let downloaded = 0;
  let head: Omit<Manifest, 'segments' | 'readingRevisions'> | null = null;
  try {
    for (let next: string | undefined, isLast = false; !isLast; isLast = next === undefined) {
      const page = await context.client.get(pathOf(experiment, 'export'), exportSchema, { ...query, next });
      const { segments: links, readingRevisions, next: following, ...rest } = page;
      if (head !== null && head.hash !== rest.hash) return null;
      for (const revision of readingRevisions) revisions.add(revision);
      const known = new Set(segments.map(({ key }) => key));
      // An older stack may list an object once for each downlink that brought it.
      const unique = new Map(links.filter(({ key }) => !known.has(key)).map((link) => [link.key, link]));
      await eachOf([...unique.values()], async (link) => {
        if (await fetchSegment(folder, link)) downloaded++;
        const { url: _url, expiresAt: _expiresAt, ...segment } = link;
        segments.push(segment);
        progress.show(null, `${segments.length} segments, ${downloaded} of them new`);
      });
      head = { ...rest, query: given(query) };
      next = following;
    }
  } finally {
    progress.end();
  }
  if (head === null) throw new Error('an export has a page at least');
  segments.sort((a, b) => byText(a.key, b.key));
  const manifest = { ...head, readingRevisions: [...revisions].sort(), segments };
  await writeWhole(join(folder, MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return { manifest, downloaded };
}

/** What an export wrote into the folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const sentence = `${path} cannot be read; fill the folder with: ${typedCommand(`export ${folder} -e <experiment>`)}`;
    throw new CliFailure('export.none', sentence, [], { cause });
  });
  return manifestSchema.parse(JSON.parse(text));
}

/** False where the segment is there already, whole. */
async function fetchSegment(folder: string, link: ExportSegmentOnWire): Promise<boolean> {
  const path = join(folder, link.key);
  const standing = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (standing !== null && isWhole(standing, link)) return false;
  const bytes = await insist(() => bytesOf(link));
  if (!isWhole(bytes, link)) {
    const sentence = `${link.key} came with ${bytes.length} bytes that are not the ones its digest ${link.digest} names; run the same command again`;
    throw new CliFailure('export.damaged', sentence);
  }
  await writeWhole(path, bytes);
  return true;
}

/** A link whose answer takes longer has stalled: a segment has some megabytes. */
const PATIENCE_MS = 120_000;

async function bytesOf({ key, url }: ExportSegmentOnWire): Promise<Buffer> {
  const failure = (reason: string, options: { isPassing: boolean; cause?: unknown }) =>
    new CliFailure(
      'export.failed',
      `${key} could not be read: ${reason}; run the same command again to go on`,
      [],
      options,
    );
  let answer: { readonly status: number; readonly bytes: Buffer };
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    answer = { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (cause) {
    throw failure(cause instanceof Error ? cause.message : String(cause), { cause, isPassing: true });
  }
  if (answer.status === 200) return answer.bytes;
  throw failure(`the storage answered ${answer.status}`, { isPassing: answer.status >= 500 });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isWhole(bytes: Buffer, { bytes: expected, digest }: ExportSegmentOnWire): boolean {
  if (bytes.length !== expected) return false;
  return createHash('sha256').update(bytes).digest('hex').slice(0, DIGEST_DIGITS) === digest;
}

/** Whoever finds the file finds all of it. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Of its own: another export may be writing the same file.
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, bytes);
  await rename(part, path);
}

async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: DOWNLOADS }, async () => {
      for (const item of waiting) await act(item);
    }),
  );
}

function given(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
