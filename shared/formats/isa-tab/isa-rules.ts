/** Whether the ISA-Tab files of a folder hold to the rules of the specification: what they hold, and what they name. */
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import {
  type Fields,
  type IsaTable,
  type ReadInvestigation,
  readInvestigation,
  readIsaTable,
} from './isa-tab.ts';
import {
  ATTRIBUTE,
  COMMENT,
  DATA_FILE,
  INVESTIGATION_FILE,
  isColumn,
  isSection,
  namedIn,
  SECTION_NAMES,
  SECTIONS,
} from './sections.ts';

export interface IsaFolder {
  /** The text of a file; null where there is none. */
  text(path: string): string | null;
  has(path: string): boolean;
}

/** What a study declares, and what its tables name. */
interface Declared {
  readonly factors: ReadonlySet<string>;
  readonly protocols: ReadonlySet<string>;
  /** By the name of their protocol. */
  readonly parameters: ReadonlySet<string>;
  readonly ontologies: ReadonlySet<string>;
}

/** A sentence for each rule that is broken, of one investigation with one study; none where all hold. */
export function isaFindings(folder: IsaFolder): string[] {
  const text = folder.text(INVESTIGATION_FILE);
  if (text === null) return [`expected the file ${INVESTIGATION_FILE}, got none`];
  const investigation = orSentence(() => readInvestigation(INVESTIGATION_FILE, text));
  if (typeof investigation === 'string') return [investigation];
  const broken = sectionFindings(investigation);
  if (broken.length > 0) return broken;
  const fields = (name: keyof typeof SECTIONS): Fields =>
    investigation.sections.find((section) => section.name === name)?.fields ?? {};
  const declared: Declared = {
    factors: named(fields('STUDY FACTORS')['Study Factor Name']),
    protocols: named(fields('STUDY PROTOCOLS')['Study Protocol Name']),
    parameters: named(
      (fields('STUDY PROTOCOLS')['Study Protocol Parameters Name'] ?? []).flatMap((one) => one.split(';')),
    ),
    ontologies: named(fields('ONTOLOGY SOURCE REFERENCE')['Term Source Name']),
  };
  const [studyFile = ''] = fields('STUDY')['Study File Name'] ?? [];
  const study = tableIn(folder, { field: 'Study File Name', path: studyFile, shape: /^s_.+\.txt$/ });
  const first = typeof study === 'string' ? null : study;
  const assays = (fields('STUDY ASSAYS')['Study Assay File Name'] ?? []).filter((path) => path !== '');
  return [
    ...sourceFindings(investigation, declared),
    ...(first === null ? [String(study)] : tableFindings(studyFile, first, declared, folder)),
    ...(first === null ? [] : lackingColumns(studyFile, first, ['Source Name', 'Sample Name'])),
    ...assays.flatMap((path) => assayFindings(folder, path, declared, samplesOf(first))),
    ...twice('Study Assay File Name', assays),
  ];
}

const named = (values: readonly string[] = []): Set<string> =>
  new Set(values.map((value) => value.trim()).filter((value) => value !== ''));

function orSentence<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function sectionFindings({ sections }: ReadInvestigation): string[] {
  const names = sections.map(({ name }) => name);
  const where = `${INVESTIGATION_FILE}:`;
  if (names.join('\n') !== SECTION_NAMES.join('\n'))
    return [`${where} expected the sections ${listText(SECTION_NAMES)}, got ${listText(names) || 'none'}`];
  return sections.flatMap(({ name, fields }) => {
    if (!isSection(name)) return [];
    const known: readonly string[] = SECTIONS[name];
    const lacking = known.filter((field) => fields[field] === undefined);
    const strange = Object.keys(fields).filter((field) => !known.includes(field) && !COMMENT.test(field));
    const widths = new Set(Object.values(fields).map((values) => values.length));
    return [
      ...lacking.map((field) => `${where} expected ${field} in ${name}, got none`),
      ...strange.map((field) => `${where} expected fields of the specification in ${name}, got ${field}`),
      ...(widths.size > 1 ? [`${where} expected as many values in each field of ${name}`] : []),
    ];
  });
}

/** Every term that says where it is from names a source that is declared. */
function sourceFindings({ sections }: ReadInvestigation, { ontologies }: Declared): string[] {
  return sections.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([field, values]) =>
      field.endsWith('Term Source REF')
        ? undeclared(`${INVESTIGATION_FILE}: ${field}`, values, ontologies, 'Term Source Name')
        : [],
    ),
  );
}

function undeclared(
  where: string,
  values: readonly string[],
  known: ReadonlySet<string>,
  declaredBy: string,
): string[] {
  return [...named(values)]
    .filter((value) => !known.has(value))
    .map((value) => `${where}: expected a ${declaredBy}, got "${value}", which none is`);
}

const twice = (what: string, names: readonly string[]): string[] =>
  [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(
    (name) => `${INVESTIGATION_FILE}: expected each ${what} once, got ${name} twice`,
  );

interface NamedTable {
  readonly field: string;
  readonly path: string;
  readonly shape: RegExp;
}

/** The table, or why there is none. */
function tableIn(folder: IsaFolder, { field, path, shape }: NamedTable): IsaTable | string {
  if (!shape.test(path))
    return `${INVESTIGATION_FILE}: expected a ${field} such as ${shape.source.includes('s_') ? 's' : 'a'}_name.txt, got "${path}"`;
  const text = folder.text(path);
  if (text === null) return `${INVESTIGATION_FILE}: ${field} names ${path}, which is not in the folder`;
  return orSentence(() => readIsaTable(path, text));
}

function assayFindings(
  folder: IsaFolder,
  path: string,
  declared: Declared,
  samples: ReadonlySet<string>,
): string[] {
  const table = tableIn(folder, { field: 'Study Assay File Name', path, shape: /^a_.+\.txt$/ });
  if (typeof table === 'string') return [table];
  return [
    ...lackingColumns(path, table, ['Sample Name']),
    ...undeclared(
      `${path}: Sample Name`,
      valuesIn(table, 'Sample Name'),
      samples,
      'Sample Name of the study',
    ),
    ...tableFindings(path, table, declared, folder),
  ];
}

const samplesOf = (study: IsaTable | null): Set<string> =>
  named(study === null ? [] : valuesIn(study, 'Sample Name'));

/** Of all columns of this name. */
function valuesIn({ header, rows }: IsaTable, column: string): string[] {
  const places = header.flatMap((name, i) => (name === column ? [i] : []));
  return rows.flatMap((row) => places.map((place) => row[place] ?? ''));
}

const lackingColumns = (path: string, { header }: IsaTable, columns: readonly string[]): string[] =>
  columns
    .filter((column) => !header.includes(column))
    .map((column) => `${path}: expected a column ${column}, got none`);

function tableFindings(path: string, table: IsaTable, declared: Declared, folder: IsaFolder): string[] {
  const { header } = table;
  const columns = [...new Set(header)];
  const strange = columns.filter((name) => !isColumn(name));
  const apart = header.filter(
    (name, i) =>
      ATTRIBUTE.test(name) &&
      !/^(?:Characteristics|Factor Value|Parameter Value|Unit|Term|Material|Label)/.test(header[i - 1] ?? ''),
  );
  const notIn = (kind: 'Factor Value' | 'Parameter Value', known: ReadonlySet<string>, declaredBy: string) =>
    undeclared(
      `${path}: ${kind}`,
      columns.flatMap((name) => namedIn(kind, name) ?? []),
      known,
      declaredBy,
    );
  const files = columns.filter((name) => DATA_FILE.test(name)).flatMap((name) => valuesIn(table, name));
  return [
    ...strange.map((name) => `${path}: expected columns of the specification, got ${name}`),
    ...apart.map((name) => `${path}: expected ${name} after a value that it tells of`),
    ...undeclared(
      `${path}: Protocol REF`,
      valuesIn(table, 'Protocol REF'),
      declared.protocols,
      'Study Protocol Name',
    ),
    ...undeclared(
      `${path}: Term Source REF`,
      valuesIn(table, 'Term Source REF'),
      declared.ontologies,
      'Term Source Name',
    ),
    ...notIn('Factor Value', declared.factors, 'Study Factor Name'),
    ...notIn('Parameter Value', declared.parameters, 'Study Protocol Parameters Name'),
    ...[...named(files)]
      .filter((file) => !folder.has(file))
      .map((file) => `${path}: names the file ${file}, which is not in the folder`),
  ];
}
