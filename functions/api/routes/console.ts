/** The console: one page for people, with its scripts and styles. It shows no data by itself and asks this API for all. */
import * as z from 'zod';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Api } from '../http/api.ts';
import { CONSOLE_PATH } from '../http/authenticate.ts';
import { compressedOnce } from '../http/compressed-once.ts';

export interface ConsoleSource {
  /** Reads a file of the console by its name. */
  readonly read: (name: string) => Promise<Uint8Array>;
  /** Of the stack's own buckets: where links of the API lead. */
  readonly origins: readonly string[];
}

/** Names of the files with their media types, as they were built. */
const filesSchema = z.record(z.string(), z.string());

/** The browser is held to it: nothing is run or styled that does not stand in a file of ours, and no other host is asked. */
export function consolePolicy(origins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${origins.join(' ')}`.trimEnd(),
    "worker-src 'self'",
    `connect-src 'self' ${origins.join(' ')}`.trimEnd(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function consoleRoutes({ hono }: Api, source: ConsoleSource | null): void {
  if (source === null) {
    hono.get('/', (context) => context.redirect('/docs', 302));
    return;
  }
  const { read, origins } = source;
  hono.get('/', async (context) => {
    context.header('Content-Security-Policy', consolePolicy(origins));
    // It names the scripts of its own build, which another build does not have.
    context.header('Cache-Control', 'no-cache');
    return context.html(textOf(await read('index.html')));
  });
  const files = new Map<string, () => Promise<Uint8Array<ArrayBuffer>>>();
  let types: ReadonlyMap<string, string> | null = null;
  hono.get(`${CONSOLE_PATH}:name`, async (context) => {
    types ??= new Map(Object.entries(filesSchema.parse(JSON.parse(textOf(await read('files.json'))))));
    const name = context.req.param('name');
    const type = types.get(name);
    if (type === undefined)
      throw new Refusal(
        'not-found',
        'console.no-file',
        `the console has no file ${JSON.stringify(name)}: reload the page`,
      );
    const compressed = files.get(name) ?? compressedOnce(() => read(name));
    files.set(name, compressed);
    context.header('Content-Type', type);
    // Named by its content: it never changes.
    context.header('Cache-Control', 'public, max-age=31536000, immutable');
    context.header('Content-Encoding', 'gzip');
    context.header('Vary', 'Accept-Encoding');
    return context.body(await compressed());
  });
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
