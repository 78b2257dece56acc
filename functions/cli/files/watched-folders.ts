/** Files that come into folders by themselves: each is handed on once, when it has stopped growing. */

/** A file as a look finds it. */
export interface SeenFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** What became of a file that was handed on: one that failed is tried again after a while, and when it changes. */
export type Handed = 'DONE' | 'FAILED';

export interface WatchOptions {
  /** All files of the folders, now. */
  readonly look: () => Promise<readonly SeenFile[]>;
  readonly hand: (file: SeenFile) => Promise<Handed>;
  /** Resolves before the next look, or at once where the signal ends the watch. */
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
}

const FIRST_PAUSE_MS = 10_000;
export const LONGEST_PAUSE_MS = 300_000;

/** Until a file is tried again that failed so often in a row. */
export function pauseAfterFailures(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
}

/** Of both looks the same: nobody writes to it any more. An empty file is one that somebody has begun. */
export function settledIn(before: readonly SeenFile[], now: readonly SeenFile[]): SeenFile[] {
  const known = new Map(before.map((file) => [file.path, versionOf(file)]));
  return now.filter((file) => file.bytes > 0 && known.get(file.path) === versionOf(file));
}

interface Tried {
  readonly version: string;
  /** In a row. */
  readonly failures: number;
  readonly againMs: number;
}

/** Looks until it is told to end. A file that changes after it was handed on is handed on again. */
export async function watchFolders({ look, hand, pause, signal, nowMs }: WatchOptions): Promise<void> {
  const tried = new Map<string, Tried>();
  let before: readonly SeenFile[] = [];
  while (!signal.aborted) {
    const now = await look();
    for (const file of settledIn(before, now)) {
      const version = versionOf(file);
      const known = tried.get(file.path);
      const last = known?.version === version ? known : null;
      if (signal.aborted || (last !== null && nowMs() < last.againMs)) continue;
      const isDone = (await hand(file)) === 'DONE';
      const failures = isDone ? 0 : (last?.failures ?? 0) + 1;
      const againMs = isDone ? Number.POSITIVE_INFINITY : nowMs() + pauseAfterFailures(failures);
      tried.set(file.path, { version, failures, againMs });
    }
    before = now;
    await pause();
  }
}

const versionOf = ({ bytes, modifiedMs }: SeenFile): string => `${bytes} ${modifiedMs}`;
