/** Which files of the house have their test where the mirror says, and which other test judges the rest. */
import { posix } from 'node:path';
import { importsOf, type Sources } from './import-graph.ts';

/** Tests by their path too: sources and tests together. */
export interface Mirror {
  readonly sources: Sources;
  readonly tests: Sources;
}

export const testPlaceOf = (file: string): string => `test/${file.replace(/\.ts$/, '.test.ts')}`;

/** The files of a room that entry points run: its doors. */
export function doorsOf({ sources }: Mirror, entryPoints: string, room: string): Set<string> {
  const entries = [...sources].filter(([file]) => file.startsWith(`${entryPoints}/`));
  const targets = entries.flatMap(([file, text]) => valueTargets(file, text));
  return new Set(targets.filter((target) => target.startsWith(`${room}/`)));
}

/**
 * Why a file is judged by no test, null where it is. A door, and nothing else, must have a test at its place. A part is
 * judged also by a test in the folder of its mirror, or in one above up to `top`, that reaches it by imports of values,
 * and by the test of a file that imports it.
 */
export function unjudged(mirror: Mirror, file: string, { isDoor, top }: { isDoor: boolean; top: string }) {
  const { sources, tests } = mirror;
  const place = testPlaceOf(file);
  if (tests.has(place)) return null;
  if (isDoor) return `${file}: expected its test at ${place}, because functions/ calls it`;
  if (!hasCode(sources.get(file) ?? '')) return null;
  const isPartOfTested = [...sources].some(
    ([other, text]) => tests.has(testPlaceOf(other)) && valueTargets(other, text).includes(file),
  );
  if (isPartOfTested) return null;
  for (let folder = posix.dirname(place); folder.startsWith(top); folder = posix.dirname(folder)) {
    const here = [...tests.keys()].filter((test) => posix.dirname(test) === folder);
    if (here.some((test) => reachedFrom(mirror, test).has(file))) return null;
  }
  return `${file}: expected its test at ${place}, or one in that folder that reaches it, or one of a file that imports it`;
}

/** Every file that a test runs: by imports of values, directly or through others. */
export function reachedFrom({ sources, tests }: Mirror, test: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [test];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const target of valueTargets(file, sources.get(file) ?? tests.get(file) ?? '')) {
      if (reached.has(target)) continue;
      reached.add(target);
      waiting.push(target);
    }
  }
  return reached;
}

/** Each file is looked at for hundreds of others. */
const known = new Map<string, { readonly source: string; readonly targets: readonly string[] }>();

/** What a file imports to run it: a type is gone when the code runs. */
function valueTargets(file: string, source: string): readonly string[] {
  const before = known.get(file);
  if (before?.source === source) return before.targets;
  const values = source.replace(/^(?:import|export) type [^;]*;$/gm, '');
  const targets = importsOf(file, values).map(({ target }) => target);
  known.set(file, { source, targets });
  return targets;
}

/** A file of types alone has nothing that a test could run. */
function hasCode(source: string): boolean {
  return /^(?:export )?(?:async )?(?:function|const|class|let)\b/m.test(source);
}
