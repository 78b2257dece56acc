/** A home of the local stack that a row of the benches asks, filled once. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackFile } from '../cdk/local/home/home.ts';
import { sha256 } from '../shared/formats/digest.ts';
import { COMPUTED_WITH } from '../shared/usecases/known/computed-with.ts';
import { startStack } from '../test/support/local-stack.ts';
import { StackClient } from '../test/support/stack-client.ts';
import { daysOf } from './sets/ninety-days.ts';
import { seedOf } from './settings.ts';

export const EXPERIMENT = 'bench';
/** Written last. */
const SEEDED = 'seeded';

export interface SeededHome {
  /** In the directory of the sets. */
  pathIn(directory: string): string;
  /** Takes minutes; skips what is there. */
  prepare(directory: string): Promise<void>;
}

/** @param seed fills the home of a stack in which the definition is in force */
export function seededHome(
  name: string,
  definition: () => object,
  seed: (stack: StackFile, home: string) => Promise<void>,
): SeededHome {
  // Code that computes in another way would compute a home of before anew while it is measured.
  const pathIn = (directory: string) =>
    join(directory, `${name}-${daysOf()}-${seedOf()}-${sha256(COMPUTED_WITH).slice(0, 8)}`);
  return {
    pathIn,
    async prepare(directory) {
      const home = pathIn(directory);
      if (existsSync(join(home, SEEDED))) return;
      rmSync(home, { recursive: true, force: true });
      const process = startStack(home);
      try {
        const stack = await process.ready;
        await new StackClient(stack).apply(EXPERIMENT, JSON.stringify(definition()), 'application/json');
        await seed(stack, home);
      } finally {
        await process.stop();
      }
      writeFileSync(join(home, SEEDED), '');
    },
  };
}
