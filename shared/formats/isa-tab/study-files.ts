/** The ISA-Tab files of an experiment: one investigation with one study, and an assay file per kind of measurement. */
import type { Definition } from '../../domain/experiment/definition.ts';
import type { Unit } from '../../domain/experiment/hardware-schema.ts';
import { spaceflightOf } from '../../domain/osdr/arm-groups.ts';
import {
  type Fields,
  type Investigation,
  type IsaTable,
  investigationText,
  isaTableText,
} from './isa-tab.ts';
import { INVESTIGATION_FILE } from './sections.ts';

/** What was taken from a culture unit, and what is measured on it; the culture itself is a sample too. */
export interface StudySample {
  readonly name: string;
  readonly unit: string;
  /** Of a slice: its substrate. */
  readonly material: string;
  /** Who took it out of comparisons, when and why; empty where nobody did. */
  readonly excluded: string;
}

export interface AssayRow {
  readonly sample: string;
  readonly name: string;
  readonly raw: readonly string[];
  readonly derived: readonly string[];
  readonly comment: string;
}

export interface AssayFile {
  readonly id: string;
  readonly measurement: string;
  readonly technology: string;
  /** Name of the protocol by which it was measured. */
  readonly protocol: string;
  readonly rows: readonly AssayRow[];
}

export interface Study {
  readonly definition: Definition;
  readonly samples: readonly StudySample[];
  readonly assays: readonly AssayFile[];
  /** Further comments on the investigation, by name. */
  readonly comments: Readonly<Record<string, string>>;
  readonly program: string;
}

const CULTURE = 'culture';
const TRANSFORMATION = 'data transformation';

/** Texts by file name. */
export function studyFiles(study: Study): Map<string, string> {
  const { definition, assays } = study;
  const files = new Map<string, string>([
    [INVESTIGATION_FILE, investigationText(investigationOf(study))],
    [studyFileOf(definition), isaTableText(studyTable(study))],
  ]);
  for (const assay of assays)
    files.set(assayFileOf(definition, assay), isaTableText(assayTable(assay, definition)));
  return files;
}

const studyFileOf = ({ id }: Pick<Definition, 'id'>): string => `s_${id}.txt`;

const assayFileOf = ({ id }: Pick<Definition, 'id'>, assay: AssayFile): string =>
  `a_${id}_${assay.id}_${assay.measurement.replaceAll(/[^a-z0-9]+/gi, '-')}.txt`;

/** Only what the experiment varies is a factor. */
function factorsOf({ arms }: Definition): string[] {
  const isSimulated = arms.some(({ technique }) => technique !== undefined);
  return ['Spaceflight', 'Arm', ...(isSimulated ? ['Technique'] : [])];
}

function investigationOf({ definition, assays, comments, program }: Study): Investigation {
  const { id, title = id, arms } = definition;
  const commented = Object.fromEntries(
    Object.entries(comments).map(([name, text]) => [`Comment[${name}]`, [text]]),
  );
  return {
    'ONTOLOGY SOURCE REFERENCE': {
      'Term Source Name': ['UCUM'],
      'Term Source File': ['https://ucum.org'],
      'Term Source Description': ['The Unified Code for Units of Measure'],
    },
    INVESTIGATION: {
      'Investigation Identifier': [id],
      'Investigation Title': [title],
      'Investigation Description': [''],
      ...commented,
    },
    STUDY: {
      'Study Identifier': [id],
      'Study Title': [title],
      'Study File Name': [studyFileOf(definition)],
      'Comment[Mode]': [definition.mode],
      'Comment[Reference Event]': [definition.reference ?? ''],
    },
    'STUDY DESIGN DESCRIPTORS': { 'Study Design Type': [...new Set(arms.map(spaceflightOf))] },
    'STUDY FACTORS': {
      'Study Factor Name': factorsOf(definition),
      'Study Factor Type': factorsOf(definition),
    },
    'STUDY ASSAYS': {
      'Study Assay Measurement Type': assays.map(({ measurement }) => measurement),
      'Study Assay Technology Type': assays.map(({ technology }) => technology),
      'Study Assay File Name': assays.map((assay) => assayFileOf(definition, assay)),
    },
    'STUDY PROTOCOLS': protocolsOf(assays, program),
  };
}

/** What Howship did is told; what people did it does not know, and leaves to them. */
function protocolsOf(assays: readonly AssayFile[], program: string): Fields {
  const measured = [...new Set(assays.map(({ protocol }) => protocol))];
  const unknown = 'not told to Howship';
  return {
    'Study Protocol Name': [CULTURE, ...measured, TRANSFORMATION],
    'Study Protocol Type': [
      'growth protocol',
      ...measured.map(() => 'assay measurement'),
      'data transformation',
    ],
    'Study Protocol Description': [
      ...[CULTURE, ...measured].map(() => ''),
      'Computed by Howship from the raw files and the definition in this folder; environment/data_dictionary.csv says how each column is.',
    ],
    'Study Protocol Version': [...[CULTURE, ...measured].map(() => ''), program],
    'Comment[Note]': [...[CULTURE, ...measured].map(() => unknown), ''],
  };
}

interface Characteristic {
  readonly name: string;
  /** UCUM code; empty where it has none. */
  readonly unit: string;
  readonly valueOf: (unit: Unit) => string;
}

/** Facts of a culture whose names OSDR has other words for. */
const CALLED: Readonly<Record<string, string>> = {
  species: 'Organism',
  cellType: 'Cell Type',
  sex: 'Sex',
  donor: 'Donor',
  site: 'Site',
  substrate: 'Substrate',
  seedingPerCm2: 'Seeding Density',
};

const UNITS: Readonly<Record<string, string>> = { seedingPerCm2: '/cm2' };

/** Organism and cell type stand there in any case: an archive asks for them, and empty says that nobody told. */
function characteristicsOf(units: readonly Unit[]): Characteristic[] {
  const facts = [
    ...new Set(['species', 'cellType', ...units.flatMap(({ culture = {} }) => Object.keys(culture))]),
  ];
  return [
    ...facts.map((fact) => ({
      name: (CALLED[fact] ?? fact).replaceAll(/[[\]\s]+/g, ' '),
      unit: UNITS[fact] ?? '',
      valueOf: ({ culture }: Unit) => [culture?.[fact] ?? []].flat().map(String).join('; '),
    })),
    { name: 'Hardware Serial', unit: '', valueOf: ({ serial = '' }) => serial },
  ];
}

/** A row per sample. */
function studyTable({ definition, samples }: Study): IsaTable {
  const { units, arms } = definition;
  const characteristics = characteristicsOf(units);
  const factors = factorsOf(definition);
  const header = [
    'Source Name',
    ...characteristics.flatMap(({ name, unit }) => [
      `Characteristics[${name}]`,
      ...(unit === '' ? [] : ['Unit', 'Term Source REF', 'Term Accession Number']),
    ]),
    'Protocol REF',
    'Sample Name',
    'Characteristics[Material Type]',
    ...factors.map((name) => `Factor Value[${name}]`),
    'Comment[Excluded]',
  ];
  const rows = samples.flatMap(({ name, unit: source, material, excluded }) => {
    const unit = units.find(({ id }) => id === source);
    const arm = arms.find(({ id }) => id === unit?.arm);
    if (unit === undefined || arm === undefined) return [];
    const values: Readonly<Record<string, string>> = {
      Spaceflight: spaceflightOf(arm),
      Arm: arm.id,
      Technique: arm.technique ?? '',
    };
    const facts = characteristics.flatMap((one) => {
      const value = one.valueOf(unit);
      if (one.unit === '') return [value];
      return value === '' ? ['', '', '', ''] : [value, one.unit, 'UCUM', one.unit];
    });
    return [
      [source, ...facts, CULTURE, name, material, ...factors.map((factor) => values[factor] ?? ''), excluded],
    ];
  });
  return { header, rows };
}

/** As many columns of files as the row that has most of them. */
function assayTable({ id, protocol, rows }: AssayFile, definition: Definition): IsaTable {
  const most = (of: (row: AssayRow) => readonly string[]) =>
    Math.max(1, ...rows.map((row) => of(row).length));
  const [raw, derived] = [most((row) => row.raw), most((row) => row.derived)];
  const filled = (values: readonly string[], width: number) =>
    Array.from({ length: width }, (_, i) => values[i] ?? '');
  return {
    header: [
      ...['Sample Name', 'Protocol REF', 'Assay Name'],
      ...filled([], raw).map(() => 'Raw Data File'),
      ...['Protocol REF', 'Data Transformation Name'],
      ...filled([], derived).map(() => 'Derived Data File'),
      'Comment[Note]',
    ],
    rows: rows.map((row) => [
      ...[row.sample, protocol, row.name],
      ...filled(row.raw, raw),
      ...[TRANSFORMATION, `${definition.id} ${id}`],
      ...filled(row.derived, derived),
      row.comment,
    ]),
  };
}
