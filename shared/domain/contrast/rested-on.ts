/** What a contrast rested on when it was computed, and what of it is another one now. */
import * as z from 'zod';
import { byText } from '../by-text.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';

const sides = z.object({ a: z.number().int(), b: z.number().int() });

export const restedOnSchema = z.object({
  ...{ assay: z.string(), contrast: z.string(), engine: z.string() },
  /** Tables in force: what their files are called, and digests of what they hold. */
  files: z.array(z.object({ name: z.string(), digest: z.string() })),
  /** Digest of the definition. */
  definition: z.string(),
  /** Of the analysis, the engine and the gene sets. */
  versions: z.array(z.string()),
  /** Those that stood: id, and what each takes out. */
  exclusions: z.array(z.object({ id: z.string(), what: z.string() })),
  n: sides,
  significant: z.number().int().nullable(),
});
export type RestedOn = z.infer<typeof restedOnSchema>;

/** A sentence for each input that is another one now, then what came of it; nothing where all is as it was. */
export function changesBetween(before: RestedOn, now: RestedOn): string[] {
  const inputs = [
    ...fileChanges(before.files, now.files),
    ...(before.definition === now.definition ? [] : ['the definition is another one now']),
    ...exclusionChanges(before.exclusions, now.exclusions),
    ...(before.versions.join() === now.versions.join()
      ? []
      : [`computed by ${before.versions.join(', ')} then, by ${now.versions.join(', ')} now`]),
  ];
  return [...inputs, ...figureChanges(before, now)];
}

type Files = RestedOn['files'];

function fileChanges(before: Files, now: Files): string[] {
  const has = (all: Files, file: Files[number]) =>
    all.some(({ name, digest }) => name === file.name && digest === file.digest);
  const names = (all: Files, others: Files) =>
    [...new Set(all.filter((one) => !has(others, one)).map(({ name }) => name))].sort(byText);
  const [gone, came] = [names(before, now), names(now, before)];
  const other = came.filter((name) => gone.includes(name));
  return [
    ...told(
      'new',
      came.filter((name) => !other.includes(name)),
    ),
    ...told(
      'no more',
      gone.filter((name) => !other.includes(name)),
    ),
    ...told('otherwise than it was', other),
  ];
}

function exclusionChanges(before: RestedOn['exclusions'], now: RestedOn['exclusions']): string[] {
  const less = (all: RestedOn['exclusions'], others: RestedOn['exclusions']) =>
    all.filter(({ id }) => !others.some((one) => one.id === id)).map(({ what }) => what);
  return [...told('excluded since', less(now, before)), ...told('excluded no more', less(before, now))];
}

const told = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${listText(names, ', ', 12)}`];

function figureChanges({ n, significant }: RestedOn, now: RestedOn): string[] {
  const units =
    n.a === now.n.a && n.b === now.n.b ? [] : [`units: ${n.a} v ${n.b}, now ${now.n.a} v ${now.n.b}`];
  const found = (count: number | null) => (count === null ? 'no p' : countText(count, 'gene'));
  return significant === now.significant
    ? units
    : [...units, `found: ${found(significant)}, now ${found(now.significant)}`];
}
