import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../cdk/constructs/bundle.ts';
import { PROJECT_ROOT } from '../../cdk/constructs/project.ts';

/** Minified, of everything that a cold start loads (docs/design.md#cold-start). */
const MOST_BYTES = 800_000;

const outdir = mkdtempSync(join(tmpdir(), 'howship-bundle-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** The modules that a start loads: the entry and what it names in `import … from`, but not in `import()`. */
function loadedAtStart(asset: string): Map<string, string> {
  const loaded = new Map<string, string>();
  const waiting = ['index.mjs'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (loaded.has(name)) continue;
    const text = readFileSync(join(asset, name), 'utf8');
    loaded.set(name, text);
    waiting.push(...[...text.matchAll(/(?:from|import)"\.\/([^"]+\.mjs)"/g)].map(([, module]) => module!));
  }
  return loaded;
}

describe("the API's bundle", () => {
  let asset = '';
  beforeAll(() => {
    const stack = new Stack(new App({ outdir, analyticsReporting: false }), 'Bundled');
    bundle({ entry: join(PROJECT_ROOT, 'functions/api/handler.ts') }).bind(stack);
    const [name] = readdirSync(outdir).filter((one) => one.startsWith('asset.'));
    asset = join(outdir, name ?? '');
  }, 60_000);

  it('loads at most 800 KB at a cold start', () => {
    const loaded = loadedAtStart(asset);
    const bytes = [...loaded.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    // Half a megabyte is the SDK: fewer would say that the modules were not followed.
    expect(bytes).toBeGreaterThan(500_000);
  });

  it('has the reader of YAML beside what a start loads, where applying a definition finds it', () => {
    const isYaml = (text: string) => text.includes('expected a definition in YAML or JSON');
    const loaded = loadedAtStart(asset);
    expect([...loaded.values()].some(isYaml)).toBe(false);
    const beside = readdirSync(asset).filter((name) => name.endsWith('.mjs') && !loaded.has(name));
    expect(beside.some((name) => isYaml(readFileSync(join(asset, name), 'utf8')))).toBe(true);
  });

  it('starts in a process that has nothing but the bundle', () => {
    const script = "const { handler } = await import('./index.mjs'); process.stdout.write(typeof handler)";
    const env = { AWS_REGION: 'eu-central-1', HOWSHIP_TABLE: 't', HOWSHIP_TOKENS_SECRET_ARN: 'arn' };
    const options = { cwd: asset, env, encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], options)).toBe('function');
  });
});
