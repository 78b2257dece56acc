/** Pits and eroded area by the osteoclasts that dug them, on the slices on which both were counted. */
import type { PitRow, Stripping } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { listText } from '../words/list.ts';

/** Of a slice of which a row tells osteoclasts. */
export interface OsteoclastsOn {
  /** Null where they do not count, and `why` says why. */
  readonly count: number | null;
  readonly counted: Stripping | null;
  readonly why: string | null;
}

type Told = Pick<PitRow, 'unit' | 'image' | 'field' | 'osteoclasts'>;

/** Of all fields of a slice together, where each image that names no unit has its own; null where no row tells any. */
export function osteoclastsOn(rows: readonly Told[]): OsteoclastsOn | null {
  const imageOf = ({ unit, image }: Told) => (unit === null ? image : '');
  const places = Map.groupBy(rows, (row) => JSON.stringify([imageOf(row), row.field]));
  const fields = [...places.values()].map((all) => ({
    name: all[0]!.field ?? (imageOf(all[0]!) || 'it'),
    told: all.flatMap(({ osteoclasts }) => osteoclasts ?? []),
  }));
  const known = fields.filter(({ told }) => told.length > 0);
  if (known.length === 0) return null;
  const none = (why: string): OsteoclastsOn => ({ count: null, counted: null, why });
  if (known.length < fields.length)
    return none(`osteoclasts were counted in ${known.length} of ${fields.length} fields`);
  const apart = known.find(({ told }) => new Set(told.map(({ count }) => count)).size > 1);
  if (apart !== undefined) {
    const counts = [...new Set(apart.told.map(({ count }) => count))].sort((a, b) => a - b);
    return none(`${apart.name} is said to have ${counts.join(' and ')} osteoclasts`);
  }
  const stripped = new Set(known.flatMap(({ told }) => told.map(({ counted }) => counted)));
  if (stripped.has(null))
    return none(
      'nothing says whether osteoclasts were counted before or after stripping (osteoclasts_counted: before-stripping, after-stripping)',
    );
  if (stripped.size > 1) return none('osteoclasts were counted before stripping and after it');
  const count = known.reduce((sum, { told }) => sum + told[0]!.count, 0);
  return { count, counted: [...stripped][0]!, why: null };
}

interface Slice {
  readonly unit: string;
  readonly slice: string;
  readonly osteoclasts?: OsteoclastsOn | undefined;
  readonly refused?: Remark | undefined;
}

const isCounted = ({ osteoclasts, refused }: Slice): boolean =>
  refused === undefined && osteoclasts?.count != null;

/** Whether some slices were counted before stripping and others after it: what is left on a slice is not what was there. */
export function areStrippedApart(slices: readonly Slice[]): boolean {
  return new Set(slices.filter(isCounted).map(({ osteoclasts }) => osteoclasts!.counted)).size > 1;
}

export const STRIPPED_APART =
  'osteoclasts were counted before stripping on some slices and after it on others: these are not the same cells';

export type OsteoclastsOf<S> =
  | { readonly slices: readonly S[]; readonly count: number }
  | { readonly reason: string };

/** @param slices of one unit, those that count */
export function osteoclastsOf<S extends Slice>(slices: readonly S[]): OsteoclastsOf<S> {
  const counted = slices.filter(isCounted);
  const whys = slices.flatMap(({ slice, osteoclasts }) =>
    osteoclasts?.why == null ? [] : [`on ${slice} ${osteoclasts.why}`],
  );
  if (counted.length === 0)
    return { reason: listText(whys, '; ', 3) || 'on none of its slices were osteoclasts counted' };
  const count = counted.reduce((sum, { osteoclasts }) => sum + osteoclasts!.count!, 0);
  if (count > 0) return { slices: counted, count };
  const names = listText(
    counted.map(({ slice }) => slice),
    ', ',
    6,
  );
  return { reason: `no osteoclast was found on ${names}: there is nothing to divide by` };
}

/** On which slices a comparison rests, when they were counted, and which it leaves out. */
export function osteoclastsRemark(slices: readonly Slice[]): Remark[] {
  const counting = slices.filter(({ refused }) => refused === undefined);
  const counted = counting.filter(isCounted);
  if (counted.length === 0) return [];
  const names = (all: readonly Slice[]) =>
    listText(
      [...Map.groupBy(all, ({ unit }) => unit)].map(
        ([unit, own]) => `${unit} ${own.map(({ slice }) => slice).join(', ')}`,
      ),
      '; ',
      12,
    );
  const when = [...Map.groupBy(counted, ({ osteoclasts }) => osteoclasts!.counted)].map(
    ([stripping, own]) =>
      `${stripping === 'before-stripping' ? 'before' : 'after'} stripping on ${names(own)}`,
  );
  const out = counting.filter((one) => !isCounted(one));
  const rest = out.length === 0 ? '' : `; left out, being without such a count: ${names(out)}`;
  return [{ code: 'osteoclasts.counted', message: `osteoclasts were counted ${when.join(', and ')}${rest}` }];
}
