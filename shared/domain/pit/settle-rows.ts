/** The rows of one slice, however many files bring them: each object once. */
import { type PitRow, pitNameOf } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';
import { withoutCopies } from './copied-images.ts';
import { pitConflict } from './pit-conflict.ts';
import type { PlacedRow } from './place-pits.ts';

export interface SettledRows {
  readonly kept: readonly PlacedRow[];
  /** Why the slice does not count; null where nothing contradicts itself. */
  readonly refused: Remark | null;
  /** Names of images that hold the same objects, the one that is kept first. */
  readonly alike: readonly (readonly string[])[];
  /** What is said of these. */
  readonly twice: readonly Remark[];
}

/** Names of the files that tell an object of that name, whatever they say of it. */
export type BroughtBy = (pitName: string) => readonly string[];

/** An object that several files hold counts once; one of which they say different things leaves the slice out. */
export function settledIn(rows: readonly PlacedRow[], broughtBy: BroughtBy = () => []): SettledRows {
  const once = new Map<string, PlacedRow>();
  const apart = new Set<string>();
  const disagreeing = new Set<string>();
  for (const one of rows) {
    const name = pitNameOf(one.row);
    const before = once.get(name);
    if (before === undefined) once.set(name, one);
    else if (canonicalJson(before.row) !== canonicalJson(one.row)) {
      apart.add(nameText(one.row));
      disagreeing.add(name);
    }
  }
  const { kept, alike } = withoutCopies([...once.values()]);
  for (const one of countedTwice(kept)) {
    apart.add(one);
    for (const { row } of kept) disagreeing.add(pitNameOf(row));
  }
  const { unit, slice } = rows[0]!.at;
  const files = apart.size === 0 ? [] : filesOf(disagreeing, broughtBy);
  const twice = alike.map((names) => ({
    code: 'pit.image-twice',
    message: `the images ${listText(names, ', ', 6)} on slice ${slice} of ${unit} hold the same objects: they count once`,
  }));
  return {
    ...{ kept, alike },
    refused:
      apart.size === 0
        ? null
        : pitConflict(
            files.length === 0 ? 'files' : listText(files, ', ', 6),
            files.length === 1,
            `${listText([...apart], ', ', 3)} on slice ${slice} of ${unit}`,
          ),
    twice,
  };
}

const filesOf = (names: ReadonlySet<string>, broughtBy: BroughtBy): string[] =>
  [...new Set([...names].flatMap(broughtBy))].sort(byText).map(quoted);

/** What a field was told by, or the whole slice (null). */
interface Told {
  readonly at: PlacedRow;
  readonly isMeasured: boolean;
  readonly isCountedByShape: boolean;
  readonly isCounted: boolean;
}

/**
 * Fields of which objects were measured and counted too, or of which counts tell shapes and do not: either would add up. What
 * names no field is of the whole slice, and so of each of its fields.
 */
function countedTwice(rows: readonly PlacedRow[]): string[] {
  const places = [...Map.groupBy(rows, ({ row }) => (row.unit === null ? row.image : '')).values()];
  return places.flatMap((own) => {
    const fields = [...Map.groupBy(own, ({ row }) => row.field)].map(([field, all]) => ({
      field,
      ...toldIn(all),
    }));
    const whole = fields.find(({ field }) => field === null);
    return fields.flatMap((one) => {
      const isTwice = [one, whole, ...(one.field === null ? fields : [])].some(
        (other) => other !== undefined && contradict(one, other),
      );
      return isTwice ? [nameText(one.at.row) || 'the slice'] : [];
    });
  });
}

function toldIn(rows: readonly PlacedRow[]): Told {
  const counts = rows.filter(({ row }) => row.pit === '');
  return {
    at: counts[0] ?? rows[0]!,
    isMeasured: counts.length < rows.length,
    isCountedByShape: counts.some(({ row }) => row.shape !== null),
    isCounted: counts.some(({ row }) => row.shape === null),
  };
}

const contradict = (one: Told, other: Told): boolean =>
  ((one.isCounted || one.isCountedByShape) && other.isMeasured) || (one.isCounted && other.isCountedByShape);

const nameText = ({ field, pit, image }: PitRow): string =>
  pit === '' ? (field ?? (image || 'the counts')) : `${field === null ? '' : `${field} `}pit ${pit}`;
