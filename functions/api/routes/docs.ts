/** The API's description for programs and for people. Neither asks any other host for anything. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Api } from '../http/api.ts';
import { DOCS_ASSETS, type ReadDocsAsset } from '../http/docs-assets.ts';

/** The browser is held to it: nothing comes from, or goes to, another host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Of Swagger UI. Without `validatorUrl: null` it shows the badge of an outside host. */
const SETTINGS = {
  url: '/openapi.json',
  dom_id: '#docs',
  validatorUrl: null,
  deepLinking: true,
  defaultModelRendering: 'model',
  defaultModelsExpandDepth: 0,
};

/** Long names wrap on a phone. The one server and the column of links, which are always none, take no room. */
const STYLE = `body { margin: 0 }
.response-col_description { overflow-wrap: anywhere }
.servers, .servers-title, .response-col_links { display: none }`;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Howship API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/swagger-ui.css"><style>${STYLE}</style></head>
<body>
<noscript>These docs need JavaScript; <a href="/openapi.json">/openapi.json</a> says the same.</noscript>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

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
  hono.get('/docs', (context) => {
    context.header('Content-Security-Policy', POLICY);
    return context.html(PAGE);
  });
  // A script of its own: the policy admits none that stands in the page.
  hono.get('/docs/start.js', (context) => {
    context.header('Content-Type', 'text/javascript; charset=utf-8');
    return context.body(`SwaggerUIBundle(${JSON.stringify(SETTINGS)});`);
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
