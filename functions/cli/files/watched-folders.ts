/** Files that come into folders by themselves: each is handed on once, when it has stopped growing. */

/** A file as a look finds it. */
export interface SeenFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** What became of a file that was handed on: a line that broke is tried again at the next look. */
export type Handed = 'DONE' | 'AGAIN';

export interface WatchOptions {
  /** All files of the folders, now. */
  readonly look: () => Promise<readonly SeenFile[]>;
  readonly hand: (file: SeenFile) => Promise<Handed>;
  /** Resolves before the next look, or at once where the signal ends the watch. */
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Of both looks the same: nobody writes to it any more. An empty file is one that somebody has begun. */
export function settledIn(before: readonly SeenFile[], now: readonly SeenFile[]): SeenFile[] {
  const known = new Map(before.map((file) => [file.path, versionOf(file)]));
  return now.filter((file) => file.bytes > 0 && known.get(file.path) === versionOf(file));
}

/** Looks until it is told to end. A file that changes after it was handed on is handed on again. */
export async function watchFolders({ look, hand, pause, signal }: WatchOptions): Promise<void> {
  const done = new Map<string, string>();
  let before: readonly SeenFile[] = [];
  while (!signal.aborted) {
    const now = await look();
    for (const file of settledIn(before, now)) {
      if (signal.aborted || done.get(file.path) === versionOf(file)) continue;
      if ((await hand(file)) === 'DONE') done.set(file.path, versionOf(file));
    }
    before = now;
    await pause();
  }
}

const versionOf = ({ bytes, modifiedMs }: SeenFile): string => `${bytes} ${modifiedMs}`;
