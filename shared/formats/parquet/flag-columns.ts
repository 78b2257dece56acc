import {
  ACQUISITION_STATUSES,
  acquisitionStatusOf,
  ENDINGS,
  endingOf,
  flagsAt,
  ORIGINS,
  originOf,
  packFlags,
  QUALITIES,
  type Qualifiers,
  qualityOf,
  UNENDED,
  unpackFlags,
} from '../../domain/telemetry/flags.ts';
import type { Column } from '../../domain/telemetry/frame.ts';
import { NO_WORD, type WordColumn } from './column.ts';
import { unreadable } from './unreadable.ts';

/** One of the axes that qualify a sample: the suffix of its column, and its words. */
interface Axis {
  readonly suffix: string;
  readonly words: readonly string[];
  /** The index of the axis' word by flag byte; NO_WORD for a byte that names none. */
  readonly codes: Uint8Array;
  /** The flag byte by the index of the axis' word, the other axes being at their first word. */
  readonly flags: Uint8Array;
}

/** What segments say. They have the fourth word in their dictionary, and no sample ever had it. */
const STORED_STATUSES = ['ACQUIRED', 'NOT_RECEIVED', 'INVALID', 'EXPIRED'];

const UNREMARKABLE: Qualifiers = unpackFlags(0);

const AXES: readonly Axis[] = [
  {
    suffix: 'quality',
    words: QUALITIES,
    codes: codesBy(QUALITIES, qualityOf),
    flags: Uint8Array.from(QUALITIES, (quality) => packFlags({ ...UNREMARKABLE, quality })),
  },
  {
    suffix: 'status',
    words: STORED_STATUSES,
    codes: codesBy(ACQUISITION_STATUSES, acquisitionStatusOf),
    flags: Uint8Array.from(ACQUISITION_STATUSES, (acquisitionStatus) =>
      packFlags({ ...UNREMARKABLE, acquisitionStatus }),
    ),
  },
  {
    suffix: 'origin',
    words: ORIGINS,
    codes: codesBy(ORIGINS, originOf),
    flags: Uint8Array.from(ORIGINS, (origin) => packFlags({ ...UNREMARKABLE, origin })),
  },
  {
    suffix: 'ending',
    words: ENDINGS,
    codes: codesBy(ENDINGS, endingOf),
    flags: Uint8Array.of(0, UNENDED),
  },
];

function codesBy<Word>(words: readonly Word[], wordOf: (flags: number) => Word): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, flags) => {
    const index = words.indexOf(wordOf(flags));
    return index < 0 ? NO_WORD : index;
  });
}

/**
 * The word columns `<series>.quality`, `.status`, `.origin` and `.ending`: each where some sample of the series has another
 * word than the first. A cell without a sample has no word.
 *
 * @throws RangeError for a flag byte that names no word.
 */
export function flagColumns({ series, values, flags }: Column, optional: boolean): WordColumn[] {
  if (flags === 0) return [];
  return AXES.flatMap(({ suffix, words, codes }) => {
    const column = new Uint8Array(values.length);
    let remarkable = false;
    for (let i = 0; i < column.length; i++) {
      if (Number.isNaN(values[i]!)) {
        column[i] = NO_WORD;
        continue;
      }
      const flag = flagsAt(flags, i);
      const code = codes[flag]!;
      if (code === NO_WORD)
        throw new RangeError(`${series}[${i}] has flags ${flag}, which name no ${suffix}`);
      column[i] = code;
      if (code !== 0) remarkable = true;
    }
    return remarkable
      ? [{ name: `${series}.${suffix}`, type: { kind: 'words', words }, values: column, optional } as const]
      : [];
  });
}

/** The words that an axis has for these flags, as a column of that name. */
export function axisColumn(
  axis: 'quality' | 'status' | 'origin',
  flags: Uint8Array,
  name: string = axis,
): WordColumn {
  const { words: stored, codes } = AXES.find(({ suffix }) => suffix === axis)!;
  const words = axis === 'status' ? ACQUISITION_STATUSES : stored;
  const values = flags.map((flag) => codes[flag]!);
  return { name, type: { kind: 'words', words }, values, optional: false };
}

/** The names of the word columns that a series may have, in the order that `flagsOf` takes them. */
export function flagColumnNames(series: string): string[] {
  return AXES.map(({ suffix }) => `${series}.${suffix}`);
}

/** What `flagColumns` gave, as the flags of a column: one byte where all samples have the same, else one a sample. */
export function flagsOf(values: Float64Array, columns: readonly (WordColumn | null)[]): number | Uint8Array {
  if (columns.every((column) => column === null)) return 0;
  const flags = new Uint8Array(values.length);
  for (const [a, axis] of AXES.entries()) {
    const column = columns[a];
    if (column) addAxis(flags, axis, column);
  }
  let constant: number | null = null;
  for (let i = 0; i < flags.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    constant ??= flags[i]!;
    if (flags[i] !== constant) return flags;
  }
  return constant ?? 0;
}

function addAxis(flags: Uint8Array, axis: Axis, { name, type, values }: WordColumn): void {
  const byCode = new Uint8Array(256);
  for (const [code, word] of type.words.entries()) {
    const index = axis.words.indexOf(word);
    if (index < 0) throw unreadable(`column ${name}`, axis.words.join(', '), word);
    byCode[code] = axis.flags[index]!;
  }
  for (let i = 0; i < flags.length; i++) flags[i] = flags[i]! | byCode[values[i]!]!;
}
