/**
 * What an investigation file holds, and what the columns of study and assay files may be called.
 * Source: ISA-TAB 1.0, specification of 13 January 2009, chapters 4.1 to 4.3.
 */

const term = (name: string): string[] => [name, `${name} Term Accession Number`, `${name} Term Source REF`];

const publications = (of: string): string[] => [
  `${of} PubMed ID`,
  `${of} Publication DOI`,
  `${of} Publication Author List`,
  `${of} Publication Title`,
  ...term(`${of} Publication Status`),
];

const contacts = (of: string): string[] => [
  ...['Last Name', 'First Name', 'Mid Initials', 'Email', 'Phone', 'Fax', 'Address', 'Affiliation'].map(
    (name) => `${of} Person ${name}`,
  ),
  ...term(`${of} Person Roles`),
];

/** The sections in their order, each with its fields in theirs. */
export const SECTIONS = {
  'ONTOLOGY SOURCE REFERENCE': [
    'Term Source Name',
    'Term Source File',
    'Term Source Version',
    'Term Source Description',
  ],
  INVESTIGATION: [
    'Investigation Identifier',
    'Investigation Title',
    'Investigation Description',
    'Investigation Submission Date',
    'Investigation Public Release Date',
  ],
  'INVESTIGATION PUBLICATIONS': publications('Investigation'),
  'INVESTIGATION CONTACTS': contacts('Investigation'),
  STUDY: [
    'Study Identifier',
    'Study Title',
    'Study Submission Date',
    'Study Public Release Date',
    'Study Description',
    'Study File Name',
  ],
  'STUDY DESIGN DESCRIPTORS': [
    'Study Design Type',
    'Study Design Type Term Accession Number',
    'Study Design Type Term Source REF',
  ],
  'STUDY PUBLICATIONS': publications('Study'),
  'STUDY FACTORS': ['Study Factor Name', ...term('Study Factor Type')],
  'STUDY ASSAYS': [
    ...term('Study Assay Measurement Type'),
    ...term('Study Assay Technology Type'),
    'Study Assay Technology Platform',
    'Study Assay File Name',
  ],
  'STUDY PROTOCOLS': [
    'Study Protocol Name',
    ...term('Study Protocol Type'),
    'Study Protocol Description',
    'Study Protocol URI',
    'Study Protocol Version',
    ...term('Study Protocol Parameters Name'),
    'Study Protocol Components Name',
    ...term('Study Protocol Components Type'),
  ],
  'STUDY CONTACTS': contacts('Study'),
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SectionName = keyof typeof SECTIONS;

export const SECTION_NAMES = Object.keys(SECTIONS).filter(isSection);

export function isSection(name: string): name is SectionName {
  return Object.hasOwn(SECTIONS, name);
}

export const INVESTIGATION_FILE = 'i_Investigation.txt';

/** A column or field that anybody may add. */
export const COMMENT = /^Comment\[[^[\]]+\]$/;

/** Columns whose cells are paths of data files. */
export const DATA_FILE = /^(?:Raw|Derived)(?: Array| Spectral)? Data File$/;

/** What tells of the cell before it. */
export const ATTRIBUTE = /^(?:Unit|Term Source REF|Term Accession Number)$/;

const NODES = [
  ...['Source Name', 'Sample Name', 'Extract Name', 'Labeled Extract Name', 'Assay Name', 'Protocol REF'],
  ...['Data Transformation Name', 'Normalization Name', 'Image File', 'Material Type', 'Label', 'Performer'],
  'Date',
];

/** Whether the specification has such a column in study and assay files. */
export function isColumn(name: string): boolean {
  return (
    NODES.includes(name) ||
    DATA_FILE.test(name) ||
    ATTRIBUTE.test(name) ||
    COMMENT.test(name) ||
    /^(?:Characteristics|Factor Value|Parameter Value)\[[^[\]]+\]$/.test(name)
  );
}

/** `Factor Value[Spaceflight]` names Spaceflight; null where the column is of another kind. */
export function namedIn(kind: 'Factor Value' | 'Parameter Value', column: string): string | null {
  return column.startsWith(`${kind}[`) && column.endsWith(']') ? column.slice(kind.length + 1, -1) : null;
}
