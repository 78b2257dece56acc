/** What of one file's rows is in no comparison, or was converted before it: row by row, against all files of the assay. */
import type { Remark } from '../assay/sample-register.ts';
import type { Declared } from '../experiment/declared.ts';
import { orMeant } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { lineBetween } from '../ucum/conversion.ts';
import { countText } from '../words/count.ts';
import { linesText } from '../words/lines.ts';
import { listText } from '../words/list.ts';
import { spokenApart } from '../words/spoken-unit.ts';
import type { MeasuredRow } from './measurement.ts';
import { unitOfRow } from './row-words.ts';
import type { UnitEndpoint } from './unit-endpoints.ts';

/** Things named in one remark. */
const MOST_NAMED = 6;

/**
 * @param rows of the file, in its order
 * @param measured of all files: its `ucum` is what each endpoint is compared in
 */
export function endpointRemarks(
  rows: readonly MeasuredRow[],
  declared: Pick<Declared, 'units'>,
  measured: readonly UnitEndpoint[],
): Remark[] {
  const ucums = new Map(measured.map(({ endpoint, ucum }) => [endpoint, ucum]));
  return [
    ...strangersIn(rows, declared),
    ...otherUnitsIn(rows, ucums),
    ...namedAlike(rows, [...ucums.keys()]),
  ];
}

/** Endpoints that another is called as but for capitals, blanks and dashes: each is compared by itself. */
function namedAlike(rows: readonly MeasuredRow[], names: readonly string[]): Remark[] {
  const own = [...new Set(rows.map(({ endpoint }) => endpoint))];
  const bare = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');
  const byBare = Map.groupBy(names, bare);
  const alike = own.flatMap((name) => {
    const others = (byBare.get(bare(name)) ?? []).filter((other) => other !== name);
    return others.length === 0 ? [] : [`${quoted(name)} beside ${listText(others.map(quoted))}`];
  });
  if (alike.length === 0) return [];
  const message = `endpoints that are called alike are compared each by itself: ${listText(alike, '; ', MOST_NAMED)}; give them one name if they are one`;
  return [{ code: 'endpoint.named-alike', message }];
}

function strangersIn(rows: readonly MeasuredRow[], { units }: Pick<Declared, 'units'>): Remark[] {
  const strangers = Map.groupBy(
    rows.filter(({ unit }) => !units.has(unit)),
    ({ unit }) => unit,
  );
  if (strangers.size === 0) return [];
  const all = [...strangers.values()].flat();
  // What is not named is counted only: near words cost as many comparisons as there are units.
  const names = [...strangers].map(([unit, own], i) =>
    i < MOST_NAMED ? `${orMeant(unit, [...units.keys()])}${whereText(own)} with ${endpointsText(own)}` : unit,
  );
  const message = `${countText(all.length, 'row names', 'rows name')} ${listText(names, '; ', MOST_NAMED)}: the definition has no such unit, and no comparison has what ${all.length === 1 ? 'it says' : 'they say'}`;
  return [{ code: 'endpoint.unit-unknown', message }];
}

const endpointsText = (rows: readonly MeasuredRow[]): string =>
  listText([...new Set(rows.map(({ endpoint }) => endpoint))], ', ', MOST_NAMED);

function whereText(rows: readonly MeasuredRow[]): string {
  const lines = rows.flatMap(({ at }) => at?.line ?? []);
  return lines.length === 0 ? '' : ` (${linesText(lines)})`;
}

/** By endpoint and unit of measure: what none converts is in no number, and what one does is said. */
function otherUnitsIn(rows: readonly MeasuredRow[], ucums: ReadonlyMap<string, string>): Remark[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify([row.endpoint, unitOfRow(row)]));
  return [...groups.values()].flatMap((own): Remark[] => {
    const [first] = own;
    const ucum = ucums.get(first!.endpoint);
    const unit = unitOfRow(first!);
    if (ucum === undefined || unit === ucum) return [];
    const [is, wanted] = spokenApart([unit, ucum]);
    const units = listText([...new Set(own.map((row) => row.unit))], ', ', MOST_NAMED);
    const what = `${countText(own.length, 'row')} of ${first!.endpoint}${whereText(own)} of ${units} ${own.length === 1 ? 'is' : 'are'} in ${is}`;
    if (lineBetween(unit, ucum) !== null)
      return [
        {
          code: 'endpoint.converted',
          message: `${what}, and converted to ${wanted}, in which it is compared`,
        },
      ];
    const message = `${what}, which cannot be converted to ${wanted}, in which it is compared: no comparison has a value of it of ${units}`;
    return [{ code: 'endpoint.incommensurable', message }];
  });
}
