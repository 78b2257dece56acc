/** The order in which test files start: in a fresh clone vitest knows no durations and goes by size. */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Paths below `test/`, the slowest first: these start stacks and processes, and most are short as texts. One that
 * starts last runs alone, the other core idle, for up to a minute.
 */
export const SLOWEST = [
  'local-stack/kill',
  'local-stack/',
  'bench/rows',
  'functions/cli/commands',
  'promises/',
  'functions/cli/',
  'cdk/',
] as const;

/** Files that start whole stacks and browsers, or run every bench: `npm run test:stacks`, as long again as all others. */
export const STACKS = [
  'test/local-stack/**/*.test.ts',
  'test/bench/rows.test.ts',
  'test/functions/cli/stack/local-stack.test.ts',
  'test/functions/cli/commands.test.ts',
  'test/functions/cli/export.test.ts',
  'test/promises/faults-on-sockets.test.ts',
] as const;

/**
 * Files that run in a worker of their own: those that start processes, and those that find other modules than they loaded when
 * they share one. All others share two workers.
 */
export const APART = ['test/cdk/**/*.test.ts', 'test/readme.test.ts'] as const;

/** Place of a file of tests in the order; files of one place keep theirs. */
export function placeOf(file: string): number {
  const place = SLOWEST.findIndex((start) => file.startsWith(`test/${start}`));
  return place === -1 ? SLOWEST.length : place;
}

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => placeOf(relative(this.ctx.config.root, moduleId));
    // A worker that is shared ends where the next file is to run apart.
    const shares = ({ project }: TestSpecification) => Number(!project.config.isolate);
    return (await super.sort(files)).toSorted((a, b) => shares(a) - shares(b) || place(a) - place(b));
  }
}
