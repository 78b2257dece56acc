/** The API's description for programs and for people. Neither asks any other host for anything. */
import type { Api } from '../http/api.ts';
import { compressedOnce } from '../http/compressed-once.ts';
import type { ApiContext } from '../http/operation.ts';

export function docsRoutes(api: Api): void {
  const { hono } = api;
  // Both beside what a cold start loads: few ask for them. Made once: nobody needs a token to ask.
  const documented = once(async () => {
    const { openApiDocument } = await import('../http/openapi.ts');
    return openApiDocument(api.operations);
  });
  const text = once(async () => JSON.stringify(await documented()));
  const page = once(async () => {
    const { docsPage } = await import('../docs/page.ts');
    return docsPage(await documented());
  });
  const textPacked = packedOf(text);
  const pagePacked = packedOf(page);
  hono.get('/openapi.json', async (context) => send(context, 'application/json', text, textPacked));
  hono.get('/docs', async (context) => {
    context.header('Content-Security-Policy', POLICY);
    return send(context, 'text/html; charset=utf-8', page, pagePacked);
  });
}

/** The browser is held to it: nothing runs, and nothing comes from, or goes to, any host. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A making that failed is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    kept ??= make();
    kept.catch(() => {
      kept = null;
    });
    return kept;
  };
}

const packedOf = (text: () => Promise<string>) => compressedOnce(async () => Buffer.from(await text()));

/** A tenth of the bytes goes out to whoever takes gzip. */
async function send(
  context: ApiContext,
  type: string,
  text: () => Promise<string>,
  packed: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Response> {
  const { takesGzip } = await import('../http/gzipped.ts');
  context.header('Content-Type', type);
  context.header('Vary', 'Accept-Encoding');
  if (!takesGzip(context.req.header('accept-encoding'))) return context.body(await text());
  return context.body(await packed(), 200, { 'Content-Encoding': 'gzip' });
}
