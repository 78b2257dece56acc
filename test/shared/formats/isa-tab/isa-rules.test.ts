import { describe, expect, it } from 'vitest';
import { isaFindings } from '../../../../shared/formats/isa-tab/isa-rules.ts';
import {
  type Investigation,
  investigationText,
  isaTableText,
} from '../../../../shared/formats/isa-tab/isa-tab.ts';
import { INVESTIGATION_FILE } from '../../../../shared/formats/isa-tab/sections.ts';

const INVESTIGATION: Investigation = {
  'ONTOLOGY SOURCE REFERENCE': {
    'Term Source Name': ['UCUM'],
    'Term Source File': [''],
    'Term Source Version': [''],
    'Term Source Description': ['units'],
  },
  STUDY: { 'Study Identifier': ['x'], 'Study File Name': ['s_x.txt'] },
  'STUDY FACTORS': factor('Spaceflight'),
  'STUDY ASSAYS': { 'Study Assay File Name': ['a_x.txt'] },
  'STUDY PROTOCOLS': {
    'Study Protocol Name': ['culture'],
    'Study Protocol Parameters Name': ['Temperature;RH'],
  },
};

function factor(name: string) {
  return { 'Study Factor Name': [name] };
}

const STUDY = [
  [
    'Source Name',
    'Characteristics[Density]',
    'Unit',
    'Term Source REF',
    'Protocol REF',
    'Sample Name',
    'Factor Value[Spaceflight]',
  ],
  ['FU1', '5', '/cm2', 'UCUM', 'culture', 'FU1', 'Space Flight'],
];
const ASSAY = [
  ['Sample Name', 'Protocol REF', 'Parameter Value[RH]', 'Assay Name', 'Raw Data File', 'Comment[Any]'],
  ['FU1', 'culture', '50', 'a', 'raw/a.csv', ''],
];

const tableText = ([header = [], ...rows]: readonly string[][]) => isaTableText({ header, rows });

function found(changes: Readonly<Record<string, string>> = {}, investigation: Investigation = INVESTIGATION) {
  const files = new Map(
    Object.entries({
      [INVESTIGATION_FILE]: investigationText(investigation),
      's_x.txt': tableText(STUDY),
      'a_x.txt': tableText(ASSAY),
      'raw/a.csv': '',
      ...changes,
    }),
  );
  return isaFindings({ text: (path) => files.get(path) ?? null, has: (path) => files.has(path) });
}

/** The table with another cell. */
const withCell = (table: readonly string[][], row: number, column: number, text: string) =>
  tableText(table.map((cells, i) => cells.map((cell, j) => (i === row && j === column ? text : cell))));

describe('the rules of ISA-Tab', () => {
  it('are held to by files that hold what they name', () => {
    expect(found()).toEqual([]);
  });

  it.each([
    [
      'no investigation',
      isaFindings({ text: () => null, has: () => false }),
      'expected the file i_Investigation.txt, got none',
    ],
    [
      'a section less',
      found({
        [INVESTIGATION_FILE]: investigationText(INVESTIGATION).replace(/^STUDY CONTACTS\n(.*\n)*/m, ''),
      }),
      'expected the sections',
    ],
    [
      'a field less',
      found({ [INVESTIGATION_FILE]: investigationText(INVESTIGATION).replace(/^Study Title.*\n/m, '') }),
      'expected Study Title in STUDY, got none',
    ],
    [
      'a field of nobody',
      found({
        [INVESTIGATION_FILE]: investigationText(INVESTIGATION).replace(
          /^Study Title/m,
          'Study Name\t""\nStudy Title',
        ),
      }),
      'expected fields of the specification in STUDY, got Study Name',
    ],
    [
      'fields of two lengths',
      found({
        [INVESTIGATION_FILE]: investigationText(INVESTIGATION).replace(/^Study Factor Type\t.*$/m, '$&\t"x"'),
      }),
      'expected as many values in each field of STUDY FACTORS',
    ],
    [
      'no such study file',
      found({}, { ...INVESTIGATION, STUDY: { 'Study File Name': ['s_y.txt'] } }),
      'Study File Name names s_y.txt, which is not in the folder',
    ],
    [
      'a study file of another name',
      found({}, { ...INVESTIGATION, STUDY: { 'Study File Name': ['x.txt'] } }),
      'expected a Study File Name such as s_name.txt, got "x.txt"',
    ],
    [
      'no such assay file',
      found({}, { ...INVESTIGATION, 'STUDY ASSAYS': { 'Study Assay File Name': ['a_y.txt'] } }),
      'Study Assay File Name names a_y.txt, which is not in the folder',
    ],
    [
      'a sample of nobody',
      found({ 'a_x.txt': withCell(ASSAY, 1, 0, 'FU9') }),
      'a_x.txt: Sample Name: expected a Sample Name of the study, got "FU9"',
    ],
    [
      'a protocol that is not declared',
      found({ 'a_x.txt': withCell(ASSAY, 1, 1, 'wash') }),
      'a_x.txt: Protocol REF: expected a Study Protocol Name, got "wash"',
    ],
    [
      'a factor that is not declared',
      found({}, { ...INVESTIGATION, 'STUDY FACTORS': factor('Arm') }),
      's_x.txt: Factor Value: expected a Study Factor Name, got "Spaceflight"',
    ],
    [
      'a parameter that is not declared',
      found({ 'a_x.txt': withCell(ASSAY, 0, 2, 'Parameter Value[CO2]') }),
      'a_x.txt: Parameter Value: expected a Study Protocol Parameters Name, got "CO2"',
    ],
    [
      'an ontology that is not declared',
      found({ 's_x.txt': withCell(STUDY, 1, 3, 'OBI') }),
      's_x.txt: Term Source REF: expected a Term Source Name, got "OBI"',
    ],
    [
      'a column of nobody',
      found({ 'a_x.txt': withCell(ASSAY, 0, 5, 'Remark') }),
      'a_x.txt: expected columns of the specification, got Remark',
    ],
    [
      'a unit of nothing',
      found({ 'a_x.txt': withCell(ASSAY, 0, 5, 'Unit') }),
      'a_x.txt: expected Unit after a value that it tells of',
    ],
    [
      'no sample',
      found({ 's_x.txt': withCell(STUDY, 0, 5, 'Extract Name') }),
      's_x.txt: expected a column Sample Name, got none',
    ],
    [
      'no such data file',
      found({ 'a_x.txt': withCell(ASSAY, 1, 4, 'raw/b.csv') }),
      'a_x.txt: names the file raw/b.csv, which is not in the folder',
    ],
    [
      'a torn table',
      found({ 'a_x.txt': '"Sample Name' }),
      'a_x.txt, line 1: expected a cell whose quote closes',
    ],
  ])('are broken by %s', (_, findings, sentence) => {
    expect(findings.join('\n')).toContain(sentence);
  });
});
