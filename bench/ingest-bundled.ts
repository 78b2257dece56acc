import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as z from 'zod';

const resultSchema = z.strictObject({ samples: z.int(), seconds: z.number(), rssMb: z.number() });
const PROCESS = join(import.meta.dirname, 'ingest-process.ts');
/** As the functions' bundles begin: a dependency may still call `require`. */
const BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Takes the file in by a process of its own that runs bundled code, as the functions do deployed and locally: stripping
 * types from sources takes 50 MB which no user ever sees.
 *
 * @returns samples accepted; processor seconds and peak memory (MB) of that process
 */
export async function ingestBundled(path: string, directory: string): Promise<z.output<typeof resultSchema>> {
  const folder = await mkdtemp(join(directory, 'bundle-'));
  try {
    const bundle = join(folder, 'ingest.mjs');
    await build({
      entryPoints: [PROCESS],
      outfile: bundle,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      banner: { js: BANNER },
    });
    const { stdout } = await promisify(execFile)(process.execPath, [bundle, path, directory]);
    return resultSchema.parse(JSON.parse(stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}
