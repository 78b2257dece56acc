/** A folder of raw segments: downloaded, checked, and gone on with where it was broken off. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSegmentOnWire } from '../../../shared/contract/export.ts';
import { byText } from '../../../shared/domain/by-text.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { Query } from '../stack/api-client.ts';
import type { CommandContext } from '../stack/command-context.ts';
import { type Listed, listExport } from './list-export.ts';
import { earlierIn, MANIFEST, type SegmentsManifest } from './manifest.ts';
import { isWhole, StaleLinks, segmentBytes, someAtATime } from './segment-bytes.ts';
import { given, isMissing, writeWhole } from './write-whole.ts';

export interface ExportedSegments {
  readonly manifest: SegmentsManifest;
  /** Segments that were not there yet. */
  readonly downloaded: number;
}

/** Fills the folder with the segments that the query selects, and says in `manifest.json` which those are. */
export async function exportSegments(
  context: CommandContext,
  folder: string,
  experiment: string,
  query: Query,
): Promise<ExportedSegments> {
  await earlierIn(folder, experiment, 'segments');
  for (let downloaded = 0; ; ) {
    const listed = await listExport(context, experiment, query);
    try {
      downloaded += await fillFolder(context, folder, listed);
      const segments = listed.segments
        .map(({ url: _url, expiresAt: _expiresAt, ...segment }) => segment)
        .sort((a, b) => byText(a.key, b.key));
      const manifest = { form: 'segments' as const, ...listed.head, query: given(query), segments };
      await writeWhole(join(folder, MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      return { manifest, downloaded };
    } catch (error) {
      if (!(error instanceof StaleLinks)) throw error;
    }
  }
}

async function fillFolder(
  { terminal }: CommandContext,
  folder: string,
  { head, segments, listedAt }: Listed,
): Promise<number> {
  const progress = terminal.progress(`exporting ${head.experiment}`);
  let [seen, downloaded] = [0, 0];
  try {
    await someAtATime(segments, async (link) => {
      if (await fetchSegment(folder, link, listedAt)) downloaded++;
      progress.show(++seen / segments.length, `${countText(seen, 'segment')}, ${downloaded} of them new`);
    });
  } finally {
    progress.end();
  }
  return downloaded;
}

/** False where the segment is there already, whole. */
async function fetchSegment(folder: string, link: ExportSegmentOnWire, listedAt: number): Promise<boolean> {
  const path = join(folder, link.key);
  const standing = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (standing !== null && isWhole(standing, link)) return false;
  await writeWhole(path, await segmentBytes(link, listedAt));
  return true;
}
