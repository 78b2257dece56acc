/** The worker that reads large files: the page stays as quick as it was. */
import { type Digests, digestsOf } from './digests.ts';

/** Of this very file, which is the worker's script: it is named by its content, so nothing else knows its name. */
export const ADDRESS = import.meta.url;

export type Told =
  | { readonly read: number }
  | { readonly digests: Digests }
  | { readonly unreadable: string };

const isWorker = typeof document === 'undefined';

if (isWorker) {
  addEventListener('message', async ({ data: file }: MessageEvent<File>) => {
    const tell = (told: Told) => postMessage(told);
    try {
      tell({ digests: await digestsOf(file, (read) => tell({ read })) });
    } catch (error) {
      tell({ unreadable: String(error) });
    }
  });
}
