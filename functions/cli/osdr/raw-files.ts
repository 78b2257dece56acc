/** The files of the downlinks, byte for byte: which are handed on, under which names, and how they are brought. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileLinkSchema, type ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { repeatedPaths, safeName } from '../../../shared/domain/osdr/path-problem.ts';
import { isMissing } from '../export/write-whole.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { insist } from '../stack/insist.ts';
import type { EarlierExport } from './earlier-export.ts';
import { describeFile } from './folder-file.ts';
import type { HandedFile, HandedRaw, OsdrManifest } from './manifest.ts';

/** Files in force and withdrawn ones, and why each other one is left out. */
export function rawPlan(receipts: readonly ReceiptOnWire[]): {
  readonly raw: HandedRaw[];
  readonly notIncluded: OsdrManifest['notIncluded'];
} {
  const handed = receipts.filter((one) => whyLeftOut(one) === null);
  const names = handed.map(({ fileName }) => safeName(fileName));
  const repeated = new Set(repeatedPaths(names).map((name) => name.toLowerCase()));
  const raw = handed.map((receipt, i): HandedRaw => {
    const name = names[i]!;
    const { id, fileName, bytes, sha256 = '', source, declaredSource, createdAt, state, withdrawn } = receipt;
    return {
      path: `raw/${repeated.has(name.toLowerCase()) ? `${id}_` : ''}${name}`,
      ...{ fileName, bytes, sha256, source: source ?? null },
      isSourceDeclared: declaredSource !== undefined,
      ...{ downlink: id, announcedAt: createdAt, state, withdrawn: withdrawn ?? null },
    };
  });
  const notIncluded = receipts.flatMap((receipt) => {
    const why = whyLeftOut(receipt);
    return why === null ? [] : [{ what: `file ${receipt.fileName} of downlink ${receipt.id}`, why }];
  });
  return { raw, notIncluded };
}

/** Null where the file is handed on. */
function whyLeftOut({ state, duplicateOf, sha256, error }: ReceiptOnWire): string | null {
  if (duplicateOf !== undefined) return `it repeats the file of downlink ${duplicateOf}`;
  if (state === 'INGESTED' || state === 'INGESTED_WITH_REJECTS') return null;
  if (state === 'WITHDRAWN' && sha256 !== undefined) return null;
  return `it is ${state}, so that nothing of it is in any answer${error === undefined ? '' : `: ${error.message}`}`;
}

/** Brings the file, or leaves the one that stands there where it is the same; resolves to what the manifest says of it. */
export async function bringRaw(
  { client }: CommandContext,
  {
    folder,
    experiment,
    earlier,
  }: { readonly folder: string; readonly experiment: string; readonly earlier: EarlierExport },
  { path, downlink, sha256, bytes }: HandedRaw,
): Promise<HandedFile> {
  const place = join(folder, path);
  await earlier.makeRoom(path, sha256);
  const standing = await describeFile(folder, path).catch(orMissing);
  if (standing?.sha256 === sha256) return standing;
  await mkdir(dirname(place), { recursive: true });
  const part = `${place}.${randomUUID()}.part`;
  try {
    await insist(async () => {
      const { url } = await client.get(pathOf(experiment, 'downlinks', downlink, 'file'), fileLinkSchema);
      await download(url, part, path);
    });
    await rename(part, place);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  const brought = await describeFile(folder, path);
  if (brought.sha256 === sha256) return brought;
  throw new CliFailure(
    'export.damaged',
    `${path} came with ${brought.bytes} bytes of SHA-256 ${brought.sha256}, expected ${bytes} bytes of ${sha256}: run the same command again; where it stays so, the file is damaged where it is kept, and ./howship verify names it`,
  );
}

/** A stalled link gives up when nothing comes for as long. */
const PATIENCE_MS = 120_000;

async function download(url: string, place: string, path: string): Promise<void> {
  const failure = (reason: string, isPassing: boolean, cause?: unknown) =>
    new CliFailure(
      'export.failed',
      `${path} could not be read: ${reason}; run the same command again to go on`,
      [],
      { isPassing, cause },
    );
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), PATIENCE_MS);
  const watch = new Transform({
    transform(chunk, _, done) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), PATIENCE_MS);
      done(null, chunk);
    },
  });
  try {
    const response = await fetch(url, { signal: stalled.signal });
    if (!response.ok || response.body === null)
      throw failure(`the storage answered ${response.status}`, response.status >= 500);
    await pipeline(Readable.fromWeb(response.body), watch, createWriteStream(place));
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw failure(error instanceof Error ? error.message : String(error), true, error);
  } finally {
    clearTimeout(timer);
  }
}

function orMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
