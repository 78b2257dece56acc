import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, formatMessagesSync } from 'esbuild';
import { buildConsole } from './console-bundle.ts';
import { PROJECT_ROOT } from './project.ts';

interface BundleProps {
  /** Absolute path of the file that exports `handler`. */
  readonly entry: string;
  /** Absolute path of what the console in the browser begins with; it is built into `console/` beside the bundle. */
  readonly consoleEntry?: string | undefined;
}

/**
 * One minified ES module with its source map, everything inside: the SDK too, so that what runs is what was tested. What
 * the sources import() lies beside it in modules of its own, which a start does not load.
 * esbuild runs in this process because the CDK's own NodejsFunction starts it through npx, which costs half a second a
 * function at every synthesis. Named by its content: the same sources make the same asset.
 */
export function bundle({ entry, consoleEntry }: BundleProps): Code {
  return Code.fromAsset(PROJECT_ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      // Never run either; it sets this bundle apart from the others in the CDK's cache of assets.
      command: [entry],
      local: {
        tryBundle(directory) {
          buildModule(entry, directory);
          if (consoleEntry !== undefined) buildConsole(consoleEntry, join(directory, 'console'));
          return true;
        },
      },
    },
  });
}

/**
 * Lambda hands a function its credentials in the environment; the SDK would load these only for a person's own
 * machine, and bowser only in a browser; each function would carry them.
 */
const NEVER_LOADED = [
  'bowser',
  '@aws-sdk/nested-clients',
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/token-providers',
  '@smithy/credential-provider-imds',
];

function buildModule(entry: string, outdir: string): void {
  const { warnings } = buildSync({
    entryPoints: [{ in: entry, out: 'index' }],
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    external: NEVER_LOADED,
    sourcemap: 'linked',
    sourcesContent: false,
    // An error is thrown, and told by who catches it: of a full disk in one sentence, not in a line per file.
    logLevel: 'silent',
    // Dependencies written as CommonJS call require(); an ES module has none of its own.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
  });
  for (const text of formatMessagesSync(warnings, { kind: 'warning' })) process.stderr.write(text);
}
