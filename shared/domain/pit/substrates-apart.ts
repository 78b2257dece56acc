/** What slices are made of, where the definition, the culture of the unit and the tables do not agree. */
import { SUBSTRATE_SOURCES, type SubstrateTold } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import type { Substrate } from '../experiment/pit-schema.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';

/** The one that counts first; null where nobody says it. */
export function believed(told: readonly SubstrateTold[]): {
  readonly substrate: Substrate | null;
  /** All of them, where they differ; else none. */
  readonly apart: readonly SubstrateTold[];
} {
  const once = new Map(told.map((one) => [`${one.by} ${one.substrate}`, one]));
  const rank = ({ by }: SubstrateTold) => SUBSTRATE_SOURCES.indexOf(by);
  const all = [...once.values()].sort((a, b) => rank(a) - rank(b) || byText(a.substrate, b.substrate));
  const isOne = new Set(all.map(({ substrate }) => substrate)).size <= 1;
  return { substrate: all[0]?.substrate ?? null, apart: isOne ? [] : all };
}

const WHO = { sample: 'its sample', culture: 'the culture of its unit', table: 'a table' } as const;

interface OfSlice {
  readonly unit: string;
  readonly slice: string;
  readonly substrates?: readonly SubstrateTold[] | undefined;
}

/** One remark, or none: which slices are told to be of two substrates, and by whom. */
export function substratesApart(slices: readonly OfSlice[]): Remark[] {
  const apart = slices.filter(({ substrates = [] }) => substrates.length > 0);
  if (apart.length === 0) return [];
  const byTelling = Map.groupBy(apart, ({ substrates = [] }) =>
    listText(
      substrates.map(({ substrate, by }) => `${substrate} by ${WHO[by]}`),
      ', ',
      6,
    ),
  );
  const texts = [...byTelling].map(([told, own]) => {
    const names = own.map(({ slice, unit }) => `${slice} of ${unit}`);
    return `${listText(names, ', ', 6)} (${told})`;
  });
  const message = `what ${countText(apart.length, 'slice is', 'slices are')} made of is told in two ways: ${listText(texts, '; ')}; the first counts until they agree`;
  return [{ code: 'slice.substrate', message }];
}
