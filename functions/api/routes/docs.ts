/** The API's description for programs and for people. Neither asks any other host for anything. */
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Api } from '../http/api.ts';
import { compressedOnce } from '../http/compressed-once.ts';
import { DOCS_ASSETS, type ReadDocsAsset } from '../http/docs-assets.ts';

export function docsRoutes(api: Api, read: ReadDocsAsset | null): void {
  const { hono } = api;
  hono.get('/openapi.json', async (context) => {
    // Beside what a cold start loads: few ask for it.
    const { openApiDocument } = await import('../http/openapi.ts');
    context.header('Content-Type', 'application/json');
    return context.body(JSON.stringify(openApiDocument(api.operations)));
  });
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
