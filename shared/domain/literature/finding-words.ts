/** What a finding and a platform of the catalogue say, in words, for whoever shows them. */
import { listText } from '../words/list.ts';

/** As it is answered. */
export interface FindingTold {
  readonly authors?: string | undefined;
  readonly references: readonly number[];
  readonly table?: number | undefined;
  readonly row?: number | undefined;
  readonly section?: string | undefined;
  readonly species?: string | undefined;
  readonly model?: string | undefined;
  readonly cell?: string | undefined;
  readonly technique: string;
  readonly durationDays?: readonly number[] | undefined;
  readonly name: string;
  readonly direction: string;
  readonly percent?: readonly number[] | undefined;
  readonly contrast: string;
  readonly comparator: string;
  readonly site?: string | undefined;
  readonly compartment?: string | undefined;
  readonly isLoaded?: true | undefined;
  readonly condition?: string | undefined;
  readonly effect?: string | undefined;
  readonly note?: string | undefined;
  readonly inconsistencies: readonly string[];
}

export interface FindingWords {
  readonly study: string;
  /** Where the review says it. */
  readonly where: string;
  readonly subject: string;
  readonly days: string;
  readonly what: string;
  readonly went: string;
  readonly against: string;
  /** Without the inconsistencies, which are ids. */
  readonly notes: readonly string[];
}

export function findingWords(one: FindingTold): FindingWords {
  const { authors = '', references, table, row, section = '', durationDays = [] } = one;
  const place = [one.compartment, one.site].filter((part) => part !== undefined).join(' ');
  return {
    study: `${authors} ${references.length === 0 ? '' : `(${references.join(', ')})`}`.trim(),
    where: table === undefined ? section : `table ${table}, row ${row}`,
    subject: [one.species, one.cell ?? one.model].filter((part) => part !== undefined).join(', '),
    days: durationDays.join(', '),
    what: `${one.name}${place === '' ? '' : ` of ${place}`}`,
    went: wentText(one),
    against: words(one.comparator),
    notes: [one.condition, one.effect, one.note].flatMap((note) => (note === undefined ? [] : [words(note)])),
  };
}

/** What is no comparison of gravity, or is of a bone that bears load, is no evidence of what weightlessness does. */
function wentText({ direction, percent, contrast, isLoaded }: FindingTold): string {
  const size = percent === undefined ? '' : ` by ${spanText(percent)} %`;
  const apart = contrast !== 'gravity' ? ` (${contrast})` : isLoaded === true ? ' (loaded)' : '';
  return `${direction}${size}${apart}`;
}

const spanText = (span: readonly number[]): string => [...new Set(span)].join(' to ');

const words = (name: string): string => name.replaceAll('_', ' ');

export interface TechniqueTold {
  readonly id: string;
  readonly name: string;
  readonly abbreviations: readonly string[];
  readonly appliesTo: readonly string[];
  readonly principle: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly least?: number | undefined;
    readonly most?: number | undefined;
    readonly unit?: string | undefined;
    readonly text?: string | undefined;
  }[];
  readonly artefacts: readonly string[];
  readonly limitations: readonly string[];
  readonly isForAcute?: boolean | undefined;
  readonly isForLong?: boolean | undefined;
  readonly pausesForMedium?: boolean | undefined;
}

/** A heading, then what it can be set to and what to know of it; its limitations stand apart. */
export function techniqueWords(one: TechniqueTold): { readonly heading: string; readonly lines: string[] } {
  const parameters = one.parameters.map(({ name, least, most, unit, text }) =>
    text === undefined ? `${name} ${spanText([least ?? 0, most ?? 0])} ${unit}`.trimEnd() : `${name} ${text}`,
  );
  const tells = [
    ...(one.isForAcute === undefined
      ? []
      : [one.isForAcute ? 'for acute responses' : 'not for acute responses']),
    ...(one.isForLong === undefined ? [] : [one.isForLong ? 'for long exposures' : 'not for long exposures']),
    ...(one.pausesForMedium === true ? ['stands still while medium is changed'] : []),
    ...(one.artefacts.length === 0 ? [] : [`with ${one.artefacts.join(', ')}`]),
  ];
  return {
    heading: `${one.name} (${[one.id, ...one.abbreviations].join(', ')}), of ${listText(one.appliesTo)}: ${one.principle}`,
    lines: [
      ...(parameters.length === 0 ? [] : [listText(parameters, '; ')]),
      ...(tells.length === 0 ? [] : [tells.join('; ')]),
    ],
  };
}
