/** What the laboratory sent of the example oclast, without its telemetry, on a stack of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { exampleFiles } from '../../examples/files.ts';
import { OCLAST } from '../../examples/oclast/campaign.ts';
import type { ConsoleStack } from './console.ts';

const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 120_000;

export const GENE_FILES = /^(counts|runsheet)/;
/** All tables of slices, and the image of one slice of either twin. */
export const PIT_FILES = /_pits\.csv|^[FG]U1-S4\.tif/;

/** Applies the definition, uploads the files whose names fit, and waits until what rests on them is computed. */
export async function bringOclast(stack: ConsoleStack, which: RegExp): Promise<void> {
  const files = [...exampleFiles(OCLAST)];
  const written = files
    .filter(([name]) => name === 'definition.yaml' || which.test(name))
    .map(([name, content]) => {
      const path = join(stack.work, name.replace(/\.gz$/, ''));
      writeFileSync(path, content);
      return path;
    });
  const definition = join(stack.work, 'definition.yaml');
  await stack.must('experiment', 'apply', definition);
  await stack.must(
    ...(['upload', ...written.filter((path) => path !== definition)] as const),
    ...(['-e', 'oclast', '--wait'] as const),
  );
  await untilComputed(stack, 'oclast');
}

/** Until neither genes nor pits wait for anything. */
export async function untilComputed({ url, token }: ConsoleStack, experiment: string): Promise<void> {
  const pendingOf = async (part: string) => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/v1/experiments/${experiment}/${part}`, { headers });
    const { pending } = (await response.json()) as { pending?: number };
    return pending ?? 0;
  };
  const deadline = performance.now() + PATIENCE_MS;
  while ((await pendingOf('expression')) + (await pendingOf('pits')) > 0) {
    if (performance.now() > deadline) throw new Error(`${experiment} is not computed yet`);
    await setTimeout(LOOK_EVERY_MS);
  }
}
