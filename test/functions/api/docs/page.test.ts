/** The readable docs as they are served, and as a browser shows them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { testApi } from '../../../support/api.ts';
import { launchChromium } from '../../../support/chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Bytes as they go over the line, packed: a slow line has the page within a second or two. */
const MOST_BYTES = { '/docs': 60_000, '/openapi.json': 70_000 };

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), summary: z.string() })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.json()) }),
});

const ask = (path: string, headers: Record<string, string> = {}) => testApi().askOpenly(path, { headers });
const pageText = async () => (await ask('/docs')).text();
const unpacked = (response: Response) =>
  new Response(response.body?.pipeThrough(new DecompressionStream('gzip'))).text();

describe('the readable docs', () => {
  it('say every operation with its method, path and words, and every schema', async () => {
    const { paths, components } = documentSchema.parse(JSON.parse(await (await ask('/openapi.json')).text()));
    const page = await pageText();
    for (const [path, byMethod] of Object.entries(paths))
      for (const [method, { operationId, summary }] of Object.entries(byMethod)) {
        expect(page, operationId).toContain(`<h3 id="${operationId}">${summary}<br>`);
        expect(page, operationId).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
        expect(page, operationId).toContain(`<a href="#${operationId}">${summary}</a>`);
      }
    for (const name of Object.keys(components.schemas)) expect(page).toContain(`<h3 id="schema-${name}">`);
  });

  it('lead nowhere but to what is there: each link has its place, and none an outside host', async () => {
    const page = await pageText();
    const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to ?? '');
    expect(links.length).toBeGreaterThan(100);
    const places = new Set([...page.matchAll(/id="([^"]*)"/g)].map(([, id]) => `#${id}`));
    expect(places.size).toBe([...page.matchAll(/id="/g)].length);
    const elsewhere = links.filter((to) => !places.has(to));
    expect([...new Set(elsewhere)].sort()).toEqual(['/', '/openapi.json', 'data:,']);
    expect(page).not.toMatch(/<script|<img|<iframe|https?:\/\/(?!127\.0\.0\.1)/);
  });

  it('are at most 60 kB on the line, for whoever takes gzip, and plain for others', async () => {
    for (const [path, most] of Object.entries(MOST_BYTES)) {
      const packed = await ask(path, { 'Accept-Encoding': 'gzip' });
      expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual([
        'gzip',
        'Accept-Encoding',
      ]);
      expect((await packed.clone().arrayBuffer()).byteLength, path).toBeLessThanOrEqual(most);
      const plain = await ask(path);
      expect(plain.headers.get('content-encoding'), path).toBeNull();
      expect(await unpacked(packed), path).toBe(await plain.text());
    }
  });

  it('let the browser run nothing and load nothing', async () => {
    const policy = (await ask('/docs')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script|connect|https?:|\*/);
  });

  it('need no token, as do neither the document nor health, and nothing else below', async () => {
    expect((await ask('/docs')).status).toBe(200);
    for (const gone of ['/docs/swagger-ui-bundle.js', '/docs/start.js'])
      expect((await ask(gone)).status, gone).toBe(401);
  });
});

describe('the readable docs in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each([390, 1280])('fit %d px without scripts, and a link opens the place it names', async (width) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const body = await pageText();
    await page.route('**/*', (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
    await page.goto('http://docs.invalid/docs');
    const wide = await page.locator('body').evaluate((element) => element.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    await page.click('a[href="#recordEvents"]');
    const box = await page.locator('#recordEvents').boundingBox();
    expect(box?.y).toBeLessThan(100);
    // The values of what is sent stand below its name, shut until somebody opens them.
    const values = page.locator('#schema-NewDownlink ~ details').first();
    expect(await values.locator('td').first().isVisible()).toBe(false);
    await values.locator('summary').click();
    const text = await values.innerText();
    expect(text).toContain('fileName');
    expect(text).toContain('dryRun optional');
    await context.close();
  });

  it.each(['light', 'dark'] as const)('keep nobody out, where it is %s', async (colorScheme) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 900 }, colorScheme });
    await page.setContent(await pageText());
    await page.evaluate(AXE);
    const found = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
    );
    expect(found).toEqual([]);
    await page.close();
  });
});
