/** What was dropped: files, and those in folders at any depth. */

export interface Dropped {
  readonly files: readonly File[];
  /** What was left out, in sentences. */
  readonly left: readonly string[];
}

/** Beyond so many somebody dropped a disk. */
const MOST_FILES = 5000;

/** The entries are taken at once: after the event the browser has forgotten them. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  if (taken.length === 0)
    return { files: [], left: ['Expected files or folders, got something else. Drop files from a folder.'] };
  const files: File[] = [];
  const unread: string[] = [];
  for (const { entry, file } of taken) {
    if (entry?.isDirectory === true) await walk(entry as FileSystemDirectoryEntry, files, unread);
    else if (file !== null) files.push(file);
  }
  return kept(files, unread);
}

/** Of what a folder holds: no files that begin with a dot, which systems make for themselves. */
export function kept(files: readonly File[], unread: readonly string[] = []): Dropped {
  const shown = files.filter(({ name }) => !name.startsWith('.'));
  const hidden = files.length - shown.length;
  const rest = shown.length - MOST_FILES;
  return {
    files: shown.slice(0, MOST_FILES),
    left: [
      ...(files.length + unread.length === 0 ? ['There is no file in it.'] : []),
      ...(hidden === 0 ? [] : [`Left out, whose names begin with a dot: ${hidden}.`]),
      ...(rest <= 0 ? [] : [`Left out beyond ${MOST_FILES} at once: ${rest}. Drop them when these are in.`]),
      ...unread.map((path) => `${path} cannot be read.`),
    ],
  };
}

async function walk(folder: FileSystemDirectoryEntry, files: File[], unread: string[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A hundred at a time; none where all have been told.
    const entries = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => {
        unread.push(folder.fullPath);
        resolve([]);
      }),
    );
    if (entries.length === 0 || files.length > MOST_FILES) return;
    for (const entry of entries) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, files, unread);
      else await takeFile(entry as FileSystemFileEntry, files, unread);
    }
  }
}

function takeFile(entry: FileSystemFileEntry, files: File[], unread: string[]): Promise<void> {
  return new Promise((resolve) =>
    entry.file(
      (file) => {
        files.push(file);
        resolve();
      },
      () => {
        unread.push(entry.fullPath);
        resolve();
      },
    ),
  );
}
