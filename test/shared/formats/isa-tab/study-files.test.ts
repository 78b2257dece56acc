import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../../../shared/domain/experiment/parse-definition.ts';
import { isaFindings } from '../../../../shared/formats/isa-tab/isa-rules.ts';
import { readInvestigation, readIsaTable } from '../../../../shared/formats/isa-tab/isa-tab.ts';
import { INVESTIGATION_FILE } from '../../../../shared/formats/isa-tab/sections.ts';
import { type Study, studyFiles } from '../../../../shared/formats/isa-tab/study-files.ts';

const definition = parseDefinition({
  id: 'rpm',
  arms: [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'rpm', kind: 'SIMULATED_MICROGRAVITY', technique: 'RPM' },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ],
  units: [
    {
      ...{ id: 'F1', arm: 'flight', serial: 'S-1' },
      culture: { species: 'Mus musculus', seedingPerCm2: 50000, 'medium [mM]': ['a', 'b'] },
    },
    { id: 'R1', arm: 'rpm' },
    { id: 'G1', arm: 'ground', culture: { species: 'Mus musculus' } },
  ],
  channels: [{ id: 't', unit: 'Cel', period: 'PT1M', storage: 'float64' }],
});

const STUDY: Study = {
  definition,
  samples: definition.units.map(({ id: unit }) => ({
    ...{ name: unit, unit, material: 'cell culture', excluded: unit === 'G1' ? 'LEAK: foam' : '' },
  })),
  assays: [
    {
      ...{
        id: 'telemetry',
        measurement: 'environmental monitoring',
        technology: 'sensors',
        protocol: 'telemetry',
      },
      rows: [
        { sample: 'F1', name: 'F1 t', raw: ['raw/a.csv', 'raw/b.csv'], derived: [], comment: '' },
        { sample: 'G1', name: 'G1 t', raw: ['raw/c.csv'], derived: ['environment/G1.csv'], comment: '' },
      ],
    },
  ],
  comments: { 'Archive Hash': 'ab' },
  program: '0.1.0',
};

const files = studyFiles(STUDY);
const tableIn = (name: string) => readIsaTable(name, files.get(name) ?? '');
const rowIn = (name: string, row: number) => {
  const { header, rows } = tableIn(name);
  return Object.fromEntries(header.map((column, i) => [column, rows[row]?.[i]]));
};

describe('the files of a study', () => {
  it('hold to the rules of ISA-Tab, where the data files are there', () => {
    const data = ['raw/a.csv', 'raw/b.csv', 'raw/c.csv', 'environment/G1.csv'];
    const has = (path: string) => files.has(path) || data.includes(path);
    expect(isaFindings({ text: (path) => files.get(path) ?? null, has })).toEqual([]);
    expect([...files.keys()]).toEqual([
      ...[INVESTIGATION_FILE, 's_rpm.txt', 'a_rpm_telemetry_environmental-monitoring.txt'],
    ]);
  });

  it('tell of each sample its culture, its arm and the technique, and leave empty what nobody told', () => {
    expect(rowIn('s_rpm.txt', 0)).toMatchObject({
      ...{
        'Source Name': 'F1',
        'Characteristics[Organism]': 'Mus musculus',
        'Characteristics[Cell Type]': '',
      },
      ...{ 'Characteristics[Seeding Density]': '50000', Unit: '/cm2', 'Characteristics[medium mM ]': 'a; b' },
      ...{ 'Factor Value[Spaceflight]': 'Space Flight', 'Factor Value[Technique]': '' },
    });
    expect(rowIn('s_rpm.txt', 1)).toMatchObject({
      ...{ 'Characteristics[Organism]': '', Unit: '', 'Characteristics[Hardware Serial]': '' },
      ...{ 'Factor Value[Spaceflight]': 'Simulated Microgravity', 'Factor Value[Technique]': 'RPM' },
    });
    expect(rowIn('s_rpm.txt', 2)).toMatchObject({ 'Comment[Excluded]': 'LEAK: foam' });
  });

  it('have a column for each data file of the row that has most', () => {
    const { header, rows } = tableIn('a_rpm_telemetry_environmental-monitoring.txt');
    expect(header.filter((name) => name === 'Raw Data File')).toHaveLength(2);
    expect(rows[1]).toEqual([
      ...['G1', 'telemetry', 'G1 t', 'raw/c.csv', '', 'data transformation', 'rpm telemetry'],
      ...['environment/G1.csv', ''],
    ]);
  });

  it('declare what the experiment varies, and say what Howship was not told', () => {
    const { sections } = readInvestigation(INVESTIGATION_FILE, files.get(INVESTIGATION_FILE) ?? '');
    const fields = (name: string) => sections.find((section) => section.name === name)?.fields;
    expect(fields('STUDY FACTORS')?.['Study Factor Name']).toEqual(['Spaceflight', 'Arm', 'Technique']);
    expect(fields('INVESTIGATION')?.['Comment[Archive Hash]']).toEqual(['ab']);
    expect(fields('STUDY')?.['Study Title']).toEqual(['rpm']);
    expect(fields('STUDY PROTOCOLS')).toMatchObject({
      'Study Protocol Name': ['culture', 'telemetry', 'data transformation'],
      'Study Protocol Description': ['', '', expect.stringContaining('Computed by Howship')],
      'Study Protocol Version': ['', '', '0.1.0'],
      'Comment[Note]': ['not told to Howship', 'not told to Howship', ''],
    });
    expect(fields('STUDY CONTACTS')?.['Study Person Last Name']).toEqual(['']);
  });
});
