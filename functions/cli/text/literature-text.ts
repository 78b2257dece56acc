/** What the literature reports, for people: what it comes to, then finding by finding. */
import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

type Finding = LiteratureOnWire['records'][number];
type Expected = LiteratureOnWire['expected'][number];
type Technique = LiteratureOnWire['techniques'][number];

export function literatureText(answer: LiteratureOnWire, page: Page): string {
  const { records, expected, techniques, remarks, inconsistencies, source, version } = answer;
  const notes = [
    ...remarks,
    ...inconsistencies.map(({ id, what }) => `${id}, in the review itself: ${what}`),
    `${countText(records.length, 'finding')} of ${version}: ${source}; numbers are those of its references, and no finding has a variance`,
  ];
  return [
    ...(expected.length === 0 ? [] : [tableText(EXPECTED, expected.map(expectedRow), page)]),
    ...(records.length === 0 ? [] : [tableText(FINDINGS, records.map(findingRow), page)]),
    ...techniques.map((one) => wrapText(`${techniqueText(one)}\n`, page.width)),
    wrapText(notes.map((line) => `${line}\n`).join(''), page.width),
  ].join('\n');
}

const EXPECTED = ['what', 'platform', 'up', 'down', 'unchanged', 'both', 'studies'].map((title, i) => ({
  title,
  ...(i < 2 && { isHead: true }),
}));

const expectedRow = ({ of, technique, sides, consensus, direct, references }: Expected): string[] => [
  ...[of, technique],
  ...[sides.up, sides.down, sides.unchanged, sides.mixed].map((side) => (side ?? []).join(' ')),
  `${consensus}${direct.length === references.length ? '' : ', some cited together'}`,
];

const FINDINGS = [
  { title: 'reference', isHead: true },
  { title: 'in', isHead: true },
  { title: 'subject' },
  { title: 'platform' },
  { title: 'days', align: 'right' as const, isMinor: true },
  { title: 'what' },
  { title: 'went' },
  { title: 'against' },
  { title: 'note' },
];

function findingRow(one: Finding): string[] {
  const { authors = '', references, table, row, section = '', technique, durationDays = [] } = one;
  const place = [one.compartment, one.site].filter((part) => part !== undefined).join(' ');
  const notes = [one.condition, one.effect, one.note, ...one.inconsistencies];
  return [
    `${authors} ${references.length === 0 ? '' : `(${references.join(', ')})`}`.trim(),
    table === undefined ? section : `table ${table}, row ${row}`,
    [one.species, one.cell ?? one.model].filter((part) => part !== undefined).join(', '),
    ...[technique, durationDays.join(', ')],
    `${one.name}${place === '' ? '' : ` of ${place}`}`,
    wentText(one),
    ...[words(one.comparator), notes.flatMap((note) => (note === undefined ? [] : [words(note)])).join('; ')],
  ];
}

/** What is no comparison of gravity, or is of a bone that bears load, is not counted above. */
function wentText({ direction, percent, contrast, isLoaded }: Finding): string {
  const size = percent === undefined ? '' : ` by ${spanText(percent)} %`;
  const apart = contrast !== 'gravity' ? ` (${contrast})` : isLoaded === true ? ' (loaded)' : '';
  return `${direction}${size}${apart}`;
}

const spanText = (span: readonly number[]): string => [...new Set(span)].join(' to ');

const words = (name: string): string => name.replaceAll('_', ' ');

function techniqueText(one: Technique): string {
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
  const lines = [
    `${one.name} (${[one.id, ...one.abbreviations].join(', ')}), of ${listText(one.appliesTo)}: ${one.principle}`,
    ...(parameters.length === 0 ? [] : [`  ${listText(parameters, '; ')}`]),
    ...(tells.length === 0 ? [] : [`  ${tells.join('; ')}`]),
    ...one.limitations.map((text) => `  - ${text}`),
  ];
  return lines.join('\n');
}
