/** One channel's rollups over many buckets: from the hourly items beside the heads, else from the pages. */
import type { Derived } from '../../domain/archive/derived.ts';
import { type HeadRecord, readablePage } from '../../domain/bucket/head.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { type HoursRecord, hoursKey, hoursKind, hoursPrefix } from '../../domain/page/hours.ts';
import { type PageUnits, unitsMoved } from '../../domain/telemetry/page-units.ts';
import type { Rollup } from '../../domain/telemetry/rollup.ts';
import { rollupInUnit } from '../../domain/telemetry/rollup-in-unit.ts';
import { decodeRollup } from '../../formats/rollup-bytes.ts';
import type { ObjectVersion, Ports } from '../../ports.ts';
import { readHeader, readRollup } from '../pages/read-pages.ts';
import type { UnitAddress } from './read-unit.ts';

/** Items that are asked for one by one; more of them are listed. */
const FEW = 4;

/** Characters of hourly items: half a year of 32 channels. */
const MOST_TEXT = 4_000_000;
/** By key and digest of the page whose rollups they are. */
const nameOf = (page: Derived): string => `${page.key} ${page.digest}`;
const recent = new LruCache<HoursRecord>(MOST_TEXT, (hours) =>
  (hours.series ?? []).reduce((sum, { coarse }) => sum + coarse.length, 100),
);

/** The rollups of a series in the buckets of these heads, in order of time and in these units. */
export async function rollupsOf(
  ports: Ports,
  at: UnitAddress,
  heads: readonly HeadRecord[],
  asked: { readonly series: string; readonly level: 'fine' | 'coarse'; readonly units: PageUnits },
): Promise<Rollup[]> {
  const { series, level, units } = asked;
  const hours = await hoursOf(ports, at, heads);
  const rollups = await Promise.all(
    heads.map(async (head) => {
      const page = readablePage(head);
      if (page === null) return null;
      const rollup = await rollupOf(ports, page, hours.get(page.digest)?.series ?? null, { series, level });
      // A page of before the definition in force is read in the unit it was computed in.
      const moved = unitsMoved(page.units, units).get(series);
      return rollup === null || moved === undefined ? rollup : rollupInUnit(rollup, moved);
    }),
  );
  return rollups.filter((rollup) => rollup !== null);
}

async function rollupOf(
  ports: Ports,
  page: ObjectVersion,
  hours: HoursRecord['series'],
  { series, level }: { readonly series: string; readonly level: 'fine' | 'coarse' },
): Promise<Rollup | null> {
  if (hours === null) return fromPage(ports, page, series, level);
  const found = hours.find((one) => one.series === series);
  if (found === undefined) return null;
  return level === 'fine' && found.fine !== null
    ? readRollup(ports, page, found.fine)
    : decodeRollup(Buffer.from(found.coarse, 'base64'), found.windowSeconds);
}

async function fromPage(
  ports: Ports,
  page: ObjectVersion,
  series: string,
  level: 'fine' | 'coarse',
): Promise<Rollup | null> {
  const found = (await readHeader(ports, page)).sections.find((one) => one.series === series);
  if (found === undefined) return null;
  return readRollup(ports, page, level === 'fine' ? (found.fine ?? found.coarse) : found.coarse);
}

/** The hourly items of the heads' pages, by the page's digest. One that names another page is not among them. */
async function hoursOf(
  ports: Ports,
  at: UnitAddress,
  heads: readonly HeadRecord[],
): Promise<Map<string, HoursRecord>> {
  const found = new Map<string, HoursRecord>();
  const missing: HeadRecord[] = [];
  for (const head of heads) {
    const page = readablePage(head);
    if (page === null) continue;
    const known = recent.get(nameOf(page));
    if (known === undefined) missing.push(head);
    else found.set(page.digest, known);
  }
  for (const item of await readHours(ports, at, missing)) {
    const page = missing.find((head) => head.page?.digest === item.page)?.page ?? null;
    if (page === null) continue;
    recent.set(nameOf(page), item);
    found.set(item.page, item);
  }
  return found;
}

async function readHours(
  ports: Ports,
  { experiment, generation, unit }: UnitAddress,
  missing: readonly HeadRecord[],
): Promise<HoursRecord[]> {
  const keyOf = ({ bucket }: HeadRecord) => hoursKey(experiment, generation, unit, bucket);
  if (missing.length <= FEW) {
    const stored = await Promise.all(missing.map((head) => ports.catalogue.get(hoursKind, keyOf(head))));
    return stored.flatMap((one) => (one === null ? [] : [one.item]));
  }
  const items: HoursRecord[] = [];
  const last = missing.at(-1)!.bucket;
  const first = await ports.catalogue.get(hoursKind, keyOf(missing[0]!));
  if (first !== null) items.push(first.item);
  const page = { after: keyOf(missing[0]!).sort };
  for await (const { item } of ports.catalogue.list(
    hoursKind,
    experiment,
    hoursPrefix(generation, unit),
    page,
  )) {
    if (item.bucket > last) break;
    items.push(item);
  }
  return items;
}
