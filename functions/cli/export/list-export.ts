/** What stands in the archive at one moment. */
import type { BroughtOnWire, ExportOnWire, ExportSegmentOnWire } from '../../../shared/contract/export.ts';
import { exportSchema } from '../../../shared/contract/export.ts';
import { archiveSchema } from '../../../shared/contract/telemetry.ts';
import { type Lacking, mostLacking } from '../../../shared/domain/words/pending-text.ts';
import type { Query } from '../stack/api-client.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';

export type ExportHead = Omit<ExportOnWire, 'segments' | 'brought' | 'next'>;

export interface Listed {
  readonly head: ExportHead;
  /** Each object once, by unit and bucket. */
  readonly segments: readonly ExportSegmentOnWire[];
  readonly brought: readonly BroughtOnWire[];
  /** Milliseconds of this machine's steady clock: how old the links are. */
  readonly listedAt: number;
}

/** Downlinks come every few minutes at the most, and a list takes seconds. */
const MOST_TRIES = 20;

/**
 * Lists the archive until nothing came between its first page and its last: the segments are those of one hash. Fails
 * with `export.unsteady`.
 */
export async function listExport(context: CommandContext, experiment: string, query: Query): Promise<Listed> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const listed = await listOnce(context, experiment, query);
    if (listed !== null) return listed;
    context.terminal.note(`the archive of ${experiment} changed meanwhile: once more\n`);
  }
  const sentence = `the archive of ${experiment} changed each of ${MOST_TRIES} times that it was listed; run the same command again when less arrives`;
  throw new CliFailure('export.unsteady', sentence);
}

/** Null where the archive changed meanwhile. */
async function listOnce(
  { client }: CommandContext,
  experiment: string,
  query: Query,
): Promise<Listed | null> {
  const segments = new Map<string, ExportSegmentOnWire>();
  const brought: BroughtOnWire[] = [];
  const revisions = new Set<string>();
  const lacking: Lacking[] = [];
  const listedAt = performance.now();
  for (let next: string | undefined, head: ExportHead | null = null; ; ) {
    const page: ExportOnWire = await client.get(pathOf(experiment, 'export'), exportSchema, {
      ...query,
      next,
    });
    const { segments: links, brought: some, next: following, ...rest } = page;
    if (head !== null && (head.hash !== rest.hash || head.revision !== rest.revision)) return null;
    for (const revision of rest.readingRevisions) revisions.add(revision);
    // An older stack may list an object once for each downlink that brought it.
    for (const link of links) segments.set(link.key, link);
    brought.push(...some);
    lacking.push(rest);
    head = { ...rest, readingRevisions: [...revisions].sort(), ...mostLacking(lacking) };
    next = following;
    if (next !== undefined) continue;
    // What came after a page was made changes the hash of the next; after the last one, this one.
    const { hash } = await client.get(pathOf(experiment, 'archive'), archiveSchema);
    return hash === head.hash ? { head, segments: [...segments.values()], brought, listedAt } : null;
  }
}
