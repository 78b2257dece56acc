import { CallFailure } from '../stack/api.ts';
import type { Told } from './digest-worker.ts';
import type { Digests } from './digests.ts';

/** Reads a file through in a worker; fails with `file.unreadable` where the browser cannot read it. */
export async function readThrough(
  file: File,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<Digests> {
  const worker = new Worker(await addressOfWorker(), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      worker.onerror = () => reject(notFetched());
      worker.onmessage = ({ data }: MessageEvent<Told>) => {
        if ('read' in data) return onRead(data.read);
        if ('digests' in data) return resolve(data.digests);
        reject(unreadable(file.name, data.unreadable));
      };
      worker.postMessage(file);
    });
  } finally {
    worker.terminate();
  }
}

async function addressOfWorker(): Promise<string> {
  try {
    return (await import('./digest-worker.ts')).ADDRESS;
  } catch {
    throw notFetched();
  }
}

const notFetched = () => new CallFailure('stack.silent', 'A part of the console cannot be fetched.');

/** A folder that was taken for a file, one that was moved or changed since it was chosen, or a disk that fails. */
export function unreadable(fileName: string, why: string): CallFailure {
  return new CallFailure(
    'file.unreadable',
    `The browser cannot read ${fileName} (${why}). It was moved, changed or deleted since it was chosen: choose it again.`,
  );
}
