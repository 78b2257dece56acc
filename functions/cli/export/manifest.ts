/** `manifest.json`: what a folder holds, and what that rests on. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { exportSchema, exportSegmentSchema } from '../../../shared/contract/export.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { CliFailure } from '../stack/failure.ts';
import { isMissing } from './write-whole.ts';

export const MANIFEST = 'manifest.json';
/** Beside it while a merged export is made: what is done already. */
export const BEGUN = 'begun.part';

const head = exportSchema.omit({ next: true, segments: true, brought: true }).extend({
  query: z.record(z.string(), z.string()),
});

/** Of the raw segments. */
const segmentsManifestSchema = head.extend({
  form: z.literal('segments'),
  segments: z.array(exportSegmentSchema.omit({ url: true, expiresAt: true })),
});
export type SegmentsManifest = z.infer<typeof segmentsManifestSchema>;

const downlinkSchema = z.object({
  downlink: z.string(),
  attempt: z.number().int(),
  fileName: z.string().nullable(),
  /** Of the file. */
  sha256: z.string().nullable(),
  /** Samples that it brought first. */
  accepted: z.number().int().nullable(),
});

const tablePath = /^(samples|conflicts)\/[A-Za-z0-9][A-Za-z0-9._-]*\/\d{4}-\d{2}-\d{2}(-\d+)?\.parquet$/;

/** A Parquet file of samples, or of what lost a conflict. */
export const tableFileSchema = z.object({
  path: z.string().regex(tablePath),
  what: z.enum(['samples', 'conflicts']),
  unit: z.string(),
  bucket: z.string(),
  /** Rows. */
  n: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** First and last sample, both included. */
  from: z.string(),
  to: z.string(),
  /** Digest of all that it was made of: where that is the same, so is the file. */
  basis: z.string(),
});
export type TableFile = z.infer<typeof tableFileSchema>;

const mergedManifestSchema = head.extend({
  form: z.literal('merged'),
  /** Of all files of samples. */
  samples: z.number().int(),
  conflicts: z.number().int(),
  tables: z.array(tableFileSchema),
  /** The files beside them. */
  beside: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
  /** Those in force that the samples came by. */
  downlinks: z.array(downlinkSchema),
});
export type MergedManifest = z.infer<typeof mergedManifestSchema>;

const manifestSchema = z.discriminatedUnion('form', [segmentsManifestSchema, mergedManifestSchema]);
type Manifest = z.infer<typeof manifestSchema>;

/** Null where the folder has none that we wrote. */
async function manifestIn(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return 'null';
    throw error;
  });
  return manifestSchema.safeParse(jsonOf(text)).data ?? null;
}

/** What a merged export wrote into the folder. */
export async function readMergedManifest(folder: string): Promise<MergedManifest> {
  const manifest = await manifestIn(folder);
  if (manifest?.form === 'merged') return manifest;
  const why = manifest === null ? 'no export' : 'raw segments';
  const sentence = `${folder} holds ${why}; fill another folder with: ${typedCommand('export <folder> -e <experiment>')}`;
  throw new CliFailure('export.none', sentence);
}

/** Of an export of segments that broke off, so far. */
const UNFINISHED = /^segments$|\.part$/;
const ADVICE =
  'name an empty folder, or one that an earlier export of this experiment filled in the same way';

/**
 * Only an empty folder or an earlier export of the experiment in the same form is filled: nothing of anybody else is mixed
 * in. Gives what the earlier one said of it, null where it did not end.
 */
export async function earlierIn<F extends Manifest['form']>(
  folder: string,
  experiment: string,
  form: F,
): Promise<Extract<Manifest, { form: F }> | null> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error instanceof Error && 'code' in error && error.code === 'ENOTDIR'
      ? new CliFailure('export.no-folder', `${folder} is no folder: ${ADVICE}`)
      : error;
  });
  const manifest = await manifestIn(folder);
  if (manifest !== null && manifest.experiment !== experiment) {
    const sentence = `${folder} holds an export of ${manifest.experiment}, not of ${experiment}: ${ADVICE}`;
    throw new CliFailure('export.other-experiment', sentence);
  }
  if (manifest !== null && !isOfForm(manifest, form)) {
    const held = manifest.form === 'segments' ? 'raw segments' : 'a merged export';
    throw new CliFailure('export.other-form', `${folder} holds ${held}: ${ADVICE}`);
  }
  const isBegun = form === 'merged' && names.includes(BEGUN);
  const foreign = manifest !== null || isBegun ? [] : names.filter((name) => !UNFINISHED.test(name)).sort();
  if (foreign.length > 0) {
    const sentence = `${folder} holds other files (${listText(foreign)}): ${ADVICE}`;
    throw new CliFailure('export.folder-not-empty', sentence);
  }
  return manifest !== null && isOfForm(manifest, form) ? manifest : null;
}

function isOfForm<F extends Manifest['form']>(
  manifest: Manifest,
  form: F,
): manifest is Extract<Manifest, { form: F }> {
  return manifest.form === form;
}
