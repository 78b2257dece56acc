/** What a bucket's lifecycle rules take away, as S3 does it: once a day, by days that end at midnight UTC. */
import type { MultipartStore } from './multipart-store.ts';
import type { BucketStore, ObjectVersion } from './store.ts';

export interface LifecycleRule {
  /** Of keys; empty means all. */
  readonly prefix: string;
  /** All of which an object has to have. */
  readonly tags: Readonly<Record<string, string>>;
  /** Days after which the newest version is hidden behind a delete marker, and goes where there are no versions. */
  readonly expirationDays?: number | undefined;
  /** Days after which a version goes for good that was replaced. */
  readonly noncurrentDays?: number | undefined;
  /** Whether delete markers go behind which nothing is left. */
  readonly emptyMarkers: boolean;
  /** Days after which an unfinished upload is aborted. */
  readonly uploadDays?: number | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Applies the rules once.
 *
 * @param now ms since the epoch
 */
export async function applyRules(
  { store, uploads }: { readonly store: BucketStore; readonly uploads: MultipartStore },
  rules: readonly LifecycleRule[],
  now: number,
): Promise<void> {
  if (rules.length === 0) return;
  const isOver = (since: number, days: number | undefined) =>
    days !== undefined && Math.ceil(since / DAY_MS + days) * DAY_MS <= now;
  for (const key of store.keysHeld()) {
    const versions = store.versionsOf(key);
    for (const [i, version] of versions.slice(0, -1).entries()) {
      const replacedAt = versions[i + 1]!.modified;
      if (rules.some((rule) => concerns(rule, version) && isOver(replacedAt, rule.noncurrentDays)))
        await store.drop(version);
    }
    const newest = versions.at(-1)!;
    if (newest.deleteMarker) {
      const isAlone = store.versionsOf(key).length === 1;
      if (isAlone && rules.some((rule) => rule.emptyMarkers && concerns(rule, newest)))
        await store.drop(newest);
      continue;
    }
    if (!rules.some((rule) => concerns(rule, newest) && isOver(newest.modified, rule.expirationDays)))
      continue;
    if (store.versioned) await hide(store, newest);
    else await store.drop(newest);
  }
  for (const { id, key, initiated } of uploads.begun())
    if (rules.some((rule) => isOver(initiated, rule.uploadDays))) await uploads.end(id, key, async () => {});
}

function concerns({ prefix, tags }: LifecycleRule, { key, tags: own }: ObjectVersion): boolean {
  return key.startsWith(prefix) && Object.entries(tags).every(([name, value]) => own[name] === value);
}

class Replaced extends Error {}

/** Unless a write came between. */
async function hide(store: BucketStore, { key, sequencer }: ObjectVersion): Promise<void> {
  try {
    await store.hide(key, (current) => {
      if (current?.sequencer !== sequencer) throw new Replaced();
    });
  } catch (error) {
    if (!(error instanceof Replaced)) throw error;
  }
}
