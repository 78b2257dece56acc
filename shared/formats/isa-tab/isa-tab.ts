/** The texts of ISA-Tab: an investigation in sections, and tables of studies and assays. */
import { Refusal } from '../../domain/refusal.ts';
import { type QuotedRecord, readQuotedRecords } from '../csv/quoted-records.ts';
import { spreadsheetText } from '../csv/spreadsheet-text.ts';
import { isSection, SECTION_NAMES, SECTIONS, type SectionName } from './sections.ts';

/** Values by field; each field of a section has as many as the section has entries. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** A section that is left out has its fields, without a value. */
export type Investigation = Readonly<Partial<Record<SectionName, Fields>>>;

export interface IsaTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * All sections and fields of the specification in its order; what is not among the fields of a section (a Comment[…])
 * follows them. The fields of a section have as many cells as the longest of them, and one at least.
 */
export function investigationText(investigation: Investigation): string {
  const lines = SECTION_NAMES.flatMap((section) => {
    const given: Fields = investigation[section] ?? {};
    const known: readonly string[] = SECTIONS[section];
    const names = [...known, ...Object.keys(given).filter((name) => !known.includes(name))];
    const entries = Math.max(1, ...Object.values(given).map((values) => values.length));
    const cells = (name: string) => Array.from({ length: entries }, (_, i) => cell(given[name]?.[i] ?? ''));
    return [section, ...names.map((name) => [name, ...cells(name)].join('\t'))];
  });
  return `${lines.join('\n')}\n`;
}

/** Every cell in quotes, as the tools of ISA-Tab write them. */
export function isaTableText({ header, rows }: IsaTable): string {
  return [header, ...rows].map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

/** In quotes a tab or the end of a line is part of the value, and a quote is written twice. */
const cell = (value: string): string => `"${spreadsheetText(value).replaceAll('"', '""')}"`;

/** The sections as they stand, in their order; a name that no section has is kept, for who judges the file. */
export interface ReadInvestigation {
  readonly sections: readonly { readonly name: string; readonly line: number; readonly fields: Fields }[];
}

/** Fails with a Refusal where a quote does not close, a field stands before any section, or twice in one. */
export function readInvestigation(file: string, text: string): ReadInvestigation {
  const sections: { name: string; line: number; fields: Record<string, readonly string[]> }[] = [];
  for (const { line, cells } of readQuotedRecords(file, text, '\t')) {
    const [name = '', ...values] = cells;
    if (isHeading(name, values)) {
      sections.push({ name, line, fields: {} });
      continue;
    }
    const section = sections.at(-1);
    if (section === undefined)
      throw broken(file, line, `expected the heading of a section (${SECTION_NAMES[0]}), got "${name}"`);
    if (Object.hasOwn(section.fields, name))
      throw broken(file, line, `expected each field once in ${section.name}, got a second "${name}"`);
    section.fields[name] = values;
  }
  return { sections };
}

/** Headings are in capitals and have no values. */
const isHeading = (name: string, values: readonly string[]): boolean =>
  isSection(name) || (values.every((value) => value === '') && /^[A-Z][A-Z ]+$/.test(name));

/** Fails with a Refusal where there is no header, a quote does not close, or a row is of another width. */
export function readIsaTable(file: string, text: string): IsaTable {
  const [first, ...others] = readQuotedRecords(file, text, '\t');
  if (first === undefined) throw broken(file, 1, 'expected a header, got an empty file');
  const header = first.cells;
  return { header, rows: others.map((record) => rowOf(file, header, record)) };
}

function rowOf(file: string, header: readonly string[], { line, cells }: QuotedRecord): readonly string[] {
  if (cells.length === header.length) return cells;
  throw broken(file, line, `expected ${header.length} cells, as in the header, got ${cells.length}`);
}

const broken = (file: string, line: number, sentence: string): Refusal =>
  new Refusal('invalid', 'isa-tab.broken', `${file}, line ${line}: ${sentence}`, { field: file });
