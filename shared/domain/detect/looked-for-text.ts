import { listText } from '../words/list.ts';
import { CLOCK_KINDS } from './registry.ts';

interface LookedFor {
  readonly kind: string;
  readonly channel: string;
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly looked: boolean;
  readonly why?: string | undefined;
}

/** Said below every list of anomalies: an absence says something only of what was looked for. */
export function lookedForText(lookedFor: readonly LookedFor[]): string {
  const looked = new Set(lookedFor.filter((one) => one.looked).map(({ kind }) => kind));
  const not = Map.groupBy(
    lookedFor.filter((one) => !one.looked),
    ({ why = 'not known why' }) => why,
  );
  const partly = Map.groupBy(
    lookedFor.filter((one) => one.looked && one.why !== undefined),
    ({ why = '' }) => why,
  );
  const first = looked.size === 0 ? 'nothing' : [...looked].join(', ');
  return [
    `looked for: ${first}\n`,
    listedText('not looked for, and why', not, looked),
    listedText('looked for only in part, and why', partly, looked),
  ].join('');
}

/** What has the same reason in a line; kinds that are looked for nowhere first. */
function listedText(
  title: string,
  byWhy: ReadonlyMap<string, readonly LookedFor[]>,
  looked: ReadonlySet<string>,
): string {
  if (byWhy.size === 0) return '';
  const isPlaced = ([, entries]: readonly [string, readonly LookedFor[]]) =>
    entries.some(({ kind }) => looked.has(kind));
  const lines = [...byWhy]
    .sort((a, b) => Number(isPlaced(a)) - Number(isPlaced(b)))
    .map(([why, entries]) => `  ${whatText(entries, looked)}: ${why}\n`);
  return `${title}:\n${lines.join('')}`;
}

/** The kinds; of those that are looked for elsewhere, on which channels they are not. */
function whatText(entries: readonly LookedFor[], looked: ReadonlySet<string>): string {
  const byKind = Map.groupBy(entries, ({ kind }) => kind);
  const placed = Array.from(byKind, ([kind, all]) => {
    const isOfUnit = CLOCK_KINDS.some((one) => one.kind === kind) && all[0]!.unit !== undefined;
    const isEverywhere = !looked.has(kind) && !isOfUnit;
    return { kind, places: isEverywhere ? '' : ` on ${listText([...new Set(all.map(placeText))])}` };
  });
  const byPlaces = Map.groupBy(placed, ({ places }) => places);
  return Array.from(byPlaces, ([places, all]) => all.map(({ kind }) => kind).join(', ') + places).join('; ');
}

function placeText({ kind, channel, unit, pair }: LookedFor): string {
  const isOfUnit = CLOCK_KINDS.some((one) => one.kind === kind);
  return [unit ?? pair ?? [], isOfUnit && unit !== undefined ? [] : channel].flat().join(' ');
}
