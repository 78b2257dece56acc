/** The API's description for programs and for people. Neither asks any other host for anything. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Api } from '../http/api.ts';
import { DOCS_ASSETS, type ReadDocsAsset } from '../http/docs-assets.ts';

export function docsRoutes(api: Api, read: ReadDocsAsset | null): void {
  const { hono } = api;
  hono.get('/openapi.json', async (context) => {
    // Beside what a cold start loads: few ask for it.
    const { openApiDocument } = await import('../http/openapi.ts');
    context.header('Content-Type', 'application/json');
    return context.body(JSON.stringify(openApiDocument(api.operations)));
  });
  // Whoever opens the address in a browser is shown what there is.
  hono.get('/', (context) => context.redirect('/docs', 302));
  hono.get('/docs', async (context) => {
    const { PAGE, POLICY } = await import('../http/docs-page.ts');
    context.header('Content-Security-Policy', POLICY);
    return context.html(PAGE);
  });
  // A script of its own: the policy admits none that stands in the page.
  hono.get('/docs/start.js', async (context) => {
    const { START } = await import('../http/docs-page.ts');
    context.header('Content-Type', 'text/javascript; charset=utf-8');
    return context.body(START);
  });
  for (const { name, type } of DOCS_ASSETS) {
    const compressed = read === null ? null : compressedOnce(() => read(name));
    hono.get(`/docs/${name}`, async (context) => {
      if (compressed === null) throw noAssets();
      context.header('Content-Type', type);
      context.header('Cache-Control', 'public, max-age=3600');
      // Two megabytes as they are take long on a slow line; every browser takes gzip.
      context.header('Content-Encoding', 'gzip');
      context.header('Vary', 'Accept-Encoding');
      return context.body(await compressed());
    });
  }
}

function noAssets(): Refusal {
  return new Refusal(
    'not-found',
    'docs.no-script',
    'this stack has no readable docs; /openapi.json describes it',
  );
}

function compressedOnce(asset: () => Promise<Uint8Array>): () => Promise<Uint8Array<ArrayBuffer>> {
  let kept: Promise<Uint8Array<ArrayBuffer>> | null = null;
  return () => {
    kept ??= asset().then(async (bytes) => new Uint8Array(await promisify(gzip)(bytes)));
    kept.catch(() => {
      kept = null;
    });
    return kept;
  };
}
