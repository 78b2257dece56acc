/** The API's description for programs and for people. Neither asks any other host for anything. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Api } from '../http/api.ts';
import { openApiDocument } from '../http/openapi.ts';

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

const CONFIGURATION = {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
};

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Howship API</title></head>
<body>
<noscript>These docs need JavaScript; <a href="/openapi.json">/openapi.json</a> says the same.</noscript>
<script id="api-reference" type="application/json" data-configuration='${JSON.stringify(CONFIGURATION)}'></script>
<script src="/docs/scalar.js"></script>
</body>
</html>
`;

export function docsRoutes(api: Api, asset: (() => Promise<Uint8Array>) | null): void {
  const { hono } = api;
  hono.get('/openapi.json', (context) => {
    context.header('Content-Type', 'application/json');
    return context.body(JSON.stringify(openApiDocument(api.operations)));
  });
  hono.get('/docs', (context) => {
    context.header('Content-Security-Policy', POLICY);
    return context.html(PAGE);
  });
  const script = asset === null ? null : compressedOnce(asset);
  hono.get('/docs/scalar.js', async (context) => {
    if (script === null) {
      throw new Refusal(
        'not-found',
        'docs.no-script',
        'this stack has no readable docs; /openapi.json describes it',
      );
    }
    context.header('Content-Type', 'text/javascript; charset=utf-8');
    context.header('Cache-Control', 'public, max-age=3600');
    // Four megabytes as they are would hardly pass the front door; every browser takes gzip.
    context.header('Content-Encoding', 'gzip');
    context.header('Vary', 'Accept-Encoding');
    return context.body(await script());
  });
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
