/** What the samples of an assay are: as the definition lists them, or as its sheet tells. */

import { parseDuration } from '../duration.ts';
import { type Assay, HANDLING, type Handling } from '../experiment/assay-schema.ts';
import type { Declared } from '../experiment/declared.ts';
import { isOfPits } from '../experiment/pit-assay.ts';
import { unitLevels } from '../experiment/unit-levels.ts';
import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { listText } from '../words/list.ts';
import type { SheetTable } from './tables.ts';

export interface RegisteredSample {
  readonly name: string;
  /** Null where only its arm is told: it is a replicate of its own. */
  readonly unit: string | null;
  readonly arm: string;
  /** Of pits: the slice that it is, or is a field of. */
  readonly slice?: string;
  readonly donor: string | null;
  readonly batch: Readonly<Record<string, string>>;
  readonly covariates: Readonly<Record<string, string>>;
  /** How it was handled: numbers where they are told as such. */
  readonly handling: Readonly<Partial<Record<Handling, string | number>>>;
}

export interface Remark {
  readonly code: string;
  readonly message: string;
}

export interface SampleRegister {
  readonly samples: readonly RegisteredSample[];
  /** What could not be told, and of which samples: none is guessed. */
  readonly remarks: readonly Remark[];
}

/** @param sheets rows of the sheet, however many files they came in */
export function registerOf(assay: Assay, declared: Declared, sheets: readonly SheetTable[]): SampleRegister {
  if (assay.sheet !== undefined) return ofSheets(assay.sheet, declared, sheets);
  const samples = assay.samples.flatMap((sample) => {
    const { name, unit, donor, batch, covariates } = sample;
    const declaredUnit = declared.units.get(unit);
    if (declaredUnit === undefined) return [];
    const { arm } = declaredUnit;
    return [
      {
        name,
        unit,
        arm,
        donor: donor ?? unitLevels(declared, unit).donor,
        batch,
        covariates,
        handling: handledIn(sample),
        ...(isOfPits(assay) && { slice: sliceOf(sample) }),
      },
    ];
  });
  return { samples, remarks: [] };
}

const sliceOf = (sample: { readonly name: string; readonly slice?: string | undefined }): string =>
  sample.slice ?? sample.name;

function handledIn(sample: Assay['samples'][number]): RegisteredSample['handling'] {
  return Object.fromEntries(
    HANDLING.flatMap((key) => (sample[key] === undefined ? [] : [[key, sample[key]] as const])),
  );
}

type Sheet = NonNullable<Assay['sheet']>;

function ofSheets(sheet: Sheet, declared: Declared, sheets: readonly SheetTable[]): SampleRegister {
  if (sheets.length === 0) {
    const message = `no sheet ${quoted(sheet.match)} has come, which tells what the samples are`;
    return { samples: [], remarks: [{ code: 'sheet.awaited', message }] };
  }
  const told = sheets.map((table) => ofSheet(sheet, declared, table));
  const byName = Map.groupBy(
    told.flatMap(({ samples }) => samples),
    ({ name }) => name,
  );
  const same = [...byName].map(([name, all]) => ({ name, all: [...new Set(all.map(asText))] }));
  const twice = same.flatMap(({ name, all }) => (all.length > 1 ? [name] : []));
  const message = `the sheet tells ${listText(twice.map(quoted))} in two ways: expected each sample once; none of them counts`;
  return {
    samples: [...byName].flatMap(([name, [first]]) =>
      first === undefined || twice.includes(name) ? [] : [first],
    ),
    remarks: [
      ...told.flatMap(({ remarks }) => remarks),
      ...(twice.length > 0 ? [{ code: 'sheet.twice', message }] : []),
    ],
  };
}

const asText = (sample: RegisteredSample): string => JSON.stringify(sample);

function ofSheet(sheet: Sheet, declared: Declared, { columns, rows }: SheetTable): SampleRegister {
  const wanted = [
    ...[sheet.sample, sheet.unit, sheet.arm, sheet.donor, ...sheet.batch, ...sheet.covariates],
    ...Object.values(sheet.handling),
  ];
  const missing = wanted.flatMap((column) =>
    column === undefined || columns.includes(column) ? [] : [columnMissing(column, columns)],
  );
  if (missing.length > 0) return { samples: [], remarks: missing };
  const cell = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? '';
  const samples: RegisteredSample[] = [];
  const unknown = { unit: new Set<string>(), arm: new Set<string>() };
  for (const row of rows) {
    const name = cell(row, sheet.sample);
    if (name === '') continue;
    const place = placeOf(sheet, declared, (column) => cell(row, column));
    if ('unknown' in place) {
      unknown[place.unknown].add(place.text);
      continue;
    }
    const facts = (of: readonly string[]) => Object.fromEntries(of.map((one) => [one, cell(row, one)]));
    const donor = sheet.donor === undefined ? unitLevels(declared, place.unit).donor : cell(row, sheet.donor);
    samples.push({
      ...{ name, ...place, donor: donor === '' ? null : donor },
      ...{ batch: facts(sheet.batch), covariates: facts(sheet.covariates) },
      handling: handledBy(sheet, (column) => cell(row, column)),
    });
  }
  return {
    samples,
    remarks: (['unit', 'arm'] as const).flatMap((kind) =>
      unknown[kind].size === 0 ? [] : [strangers(kind, [...unknown[kind]], declared)],
    ),
  };
}

type Place = Pick<RegisteredSample, 'unit' | 'arm'>;

function placeOf(
  { unit: unitColumn, units = {}, arm: armColumn, arms = {} }: Sheet,
  declared: Declared,
  cell: (column: string) => string,
): Place | { readonly unknown: 'unit' | 'arm'; readonly text: string } {
  if (unitColumn !== undefined) {
    const text = cell(unitColumn);
    const unit = declared.units.get(units[text] ?? text);
    return unit === undefined ? { unknown: 'unit', text } : { unit: unit.id, arm: unit.arm };
  }
  const text = armColumn === undefined ? '' : cell(armColumn);
  const arm = declared.arms.get(arms[text] ?? text);
  return arm === undefined ? { unknown: 'arm', text } : { unit: null, arm: arm.id };
}

/** A cell that is a number is one; an empty one says nothing. */
function handledBy({ handling }: Sheet, cell: (column: string) => string): RegisteredSample['handling'] {
  const told = HANDLING.flatMap((key) => {
    const text = handling[key] === undefined ? '' : cell(handling[key]);
    if (isUntold(text)) return [];
    return [[key, toldBy(key, text)] as const];
  });
  return Object.fromEntries(told);
}

/** Whether a program, or a person, writes this where there is nothing to tell. */
const isUntold = (text: string): boolean => /^(?:|-|n\/?a|nan|none|unknown)$/i.test(text);

/**
 * A time to fixation is an ISO 8601 duration; a bare number of it is in no unit that anybody said, and stays a text, as what
 * is mistyped does. Codes of a fate or a fixative are names.
 */
function toldBy(key: Handling, text: string): string | number {
  if (key === 'fate' || key === 'fixative') return text;
  if (key === 'timeToFix') return durationOr(text);
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

function durationOr(text: string): string | number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof Refusal) return text;
    throw error;
  }
}

function columnMissing(column: string, columns: readonly string[]): Remark {
  const meant = nearest(column, columns);
  const hint =
    meant === null ? `it has ${listText(columns.map(quoted), ', ', 12)}` : `did you mean ${quoted(meant)}?`;
  return { code: 'sheet.column', message: `the sheet has no column ${quoted(column)}; ${hint}` };
}

function strangers(kind: 'unit' | 'arm', texts: readonly string[], declared: Declared): Remark {
  const known = [...(kind === 'unit' ? declared.units : declared.arms).keys()];
  const message = `the sheet names ${listText(texts.map(quoted))}, and the definition has no such ${kind} (${listText(known, ', ', 12)}): those samples do not count; say in the sheet's ${kind}s which ${kind} each text is`;
  return { code: `sheet.${kind}`, message };
}
