/** What the literature reports, for people: what it comes to, then finding by finding. */
import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { findingWords, techniqueWords } from '../../../shared/domain/literature/finding-words.ts';
import { techniques as platforms } from '../../../shared/domain/literature/techniques.ts';
import { countText } from '../../../shared/domain/words/count.ts';
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
    ...platformsText([...expected, ...records]).map((line) => wrapText(line, page.width)),
    ...(expected.length === 0 ? [] : [tableText(EXPECTED, expected.map(expectedRow), page)]),
    ...(records.length === 0 ? [] : [tableText(FINDINGS, records.map(findingRow), page)]),
    ...techniques.map((one) => wrapText(`${techniqueText(one)}\n`, page.width)),
    wrapText(notes.map((line) => `${line}\n`).join(''), page.width),
  ].join('\n');
}

/** What the codes in the tables mean, before they are read; nothing where the tables have none. */
function platformsText(rows: readonly { readonly technique: string }[]): string[] {
  const coded = new Set(rows.map(({ technique }) => technique));
  const said = platforms()
    .filter(({ id, name }) => coded.has(id) && name.toLowerCase() !== id)
    .map(({ id, name }) => `${id} is ${name}`);
  return said.length === 0 ? [] : [`Platforms: ${said.join('; ')}.\n`];
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
  { title: 'effect' },
  { title: 'against' },
  { title: 'note' },
];

function findingRow(one: Finding): string[] {
  const { study, where, subject, days, what, went, against, notes } = findingWords(one);
  return [
    ...[study, where, subject, one.technique, days, what, went, against],
    [...notes, ...one.inconsistencies].join('; '),
  ];
}

function techniqueText(one: Technique): string {
  const { heading, lines } = techniqueWords(one);
  return [heading, ...lines.map((line) => `  ${line}`), ...one.limitations.map((text) => `  - ${text}`)].join(
    '\n',
  );
}
