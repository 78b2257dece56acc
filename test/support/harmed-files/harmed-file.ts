/** A file of a number: the same one for ever. */
import { type Random, randomStream } from '../../../shared/simulator/random.ts';
import { isBy, oneOf, whole } from './choice.ts';
import { type Draft, goodFile } from './draft.ts';
import { formOf } from './form.ts';
import type { Harm } from './harm.ts';
import { CLOCK_HARMS } from './harms-of-clocks.ts';
import { HEADER_HARMS } from './harms-of-headers.ts';
import { END_HARMS, ROW_HARMS } from './harms-of-rows.ts';
import { ORDERS } from './order-of-rows.ts';

/** In the order in which they befall a file: of each stage one at most. */
const STAGES: readonly (readonly Harm[])[] = [
  [...ORDERS, ...CLOCK_HARMS],
  HEADER_HARMS,
  ROW_HARMS,
  END_HARMS,
];
const ALL: readonly (readonly [number, Harm])[] = STAGES.flatMap((harms, stage) =>
  harms.map((harm) => [stage, harm] as const),
);

export interface HarmedFile {
  /** What was done to it. */
  readonly kinds: readonly string[];
  readonly draft: Draft;
  /** Bytes in which it comes. */
  readonly pieces: number;
}

export function harmedFile(seed: number, number: number): HarmedFile {
  const random = randomStream(seed, `harmed file ${number}`);
  const harms = harmsOf(random, number);
  const wish = Object.assign({}, ...harms.map((harm) => harm.wish ?? {}));
  const form = formOf(random, wish);
  const start = harms.flatMap((harm) => harm.start?.(random) ?? [])[0];
  const draft = goodFile(random, form, whole(random, 24, 60), start);
  for (const harm of harms) harm.doTo(draft, random);
  return { kinds: harms.map(({ name }) => name), draft, pieces: whole(random, 1, 400) };
}

/** Each kind in turn; in two of five files another one of another stage befalls it too. */
function harmsOf(random: Random, number: number): readonly Harm[] {
  const [stage, harm] = ALL[number % ALL.length]!;
  if (harm.isAlone || !isBy(random, 0.4)) return [harm];
  const other = oneOf(
    random,
    ALL.filter(([at, one]) => at !== stage && !one.isAlone),
  );
  const wishes = { ...harm.wish, ...other[1].wish };
  const contradicts = Object.entries(harm.wish ?? {}).some(([key, one]) => Reflect.get(wishes, key) !== one);
  if (contradicts) return [harm];
  return stage < other[0] ? [harm, other[1]] : [other[1], harm];
}
