import { join } from 'node:path';
import { build } from 'esbuild';

/** As the functions' bundles begin: a dependency may still call `require`. */
const BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** The peers: only their own sides, which are not bundled, load them. */
const PEERS = ['@duckdb/node-api', 'nodejs-polars', 'csv-parse'];

/**
 * Bundles the row as functions are bundled, deployed and locally; run as `side.ts` is, with the same arguments.
 * Stripping types from sources takes 30 to 50 MB which no user ever sees.
 *
 * @returns the bundle's path
 */
export async function bundleSide(row: string, folder: string): Promise<string> {
  const bundle = join(folder, `${row}.mjs`);
  await build({
    stdin: {
      contents: `import row from './rows/${row}.ts'; import { serveSide } from './serve-side.ts'; await serveSide(row);`,
      resolveDir: import.meta.dirname,
    },
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: PEERS,
    banner: { js: BANNER },
  });
  return bundle;
}
