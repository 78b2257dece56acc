/** The study as ISA-Tab tells it: samples, and which files each was measured in. */
import type { ExclusionOnWire } from '../../../shared/contract/exclusions.ts';
import type { PitsOnWire, SliceOnWire } from '../../../shared/contract/pits.ts';
import type { Assay } from '../../../shared/domain/experiment/assay-schema.ts';
import { isOfGenes } from '../../../shared/domain/experiment/assay-schema.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { isOfPits } from '../../../shared/domain/experiment/pit-assay.ts';
import { filesOfSlice } from '../../../shared/domain/pit/slice-files.ts';
import type { AssayFile, AssayRow, Study, StudySample } from '../../../shared/formats/isa-tab/study-files.ts';
import { environmentName, environmentSummaryName } from './environment-tables.ts';
import { rnaSeqName } from './gene-tables.ts';
import type { HandedFacts } from './handed-facts.ts';
import type { HandedTable } from './handed-table.ts';
import type { HandedRaw, OsdrManifest } from './manifest.ts';
import { pitsName, sliceSample } from './pit-table.ts';
import { gLevelsName } from './surroundings-tables.ts';
import { twinsName } from './twin-table.ts';

export interface Handed {
  readonly facts: HandedFacts;
  readonly tables: readonly HandedTable[];
  readonly slices: PitsOnWire['slices'];
  readonly raw: readonly HandedRaw[];
  readonly notIncluded: OsdrManifest['notIncluded'];
  readonly pending: number;
  readonly program: string;
}

export function studyOf(handed: Handed): Study {
  const { facts, notIncluded, pending, program } = handed;
  const { definition, inForce, archive, exclusions } = facts;
  return {
    ...{ definition, program },
    samples: samplesOf(handed, exclusionsInForce(exclusions)),
    assays: [
      ...(definition.channels.length === 0 ? [] : [telemetryOf(handed)]),
      ...definition.assays.map((assay) => assayFileOf(assay, handed)),
    ],
    comments: {
      'Howship Version': program,
      'Definition Revision': String(inForce.revision),
      'Definition SHA-256': inForce.sha256,
      'Archive Hash': archive.hash,
      'Inputs Pending': String(pending),
      'Read Under Another Definition':
        archive.readUnderOther === true ? 'some files: ./howship reread --all' : 'none',
      'Not Included': notIncluded.map(({ what, why }) => `${what}: ${why}`).join('; '),
    },
  };
}

const exclusionsInForce = (all: readonly ExclusionOnWire[]): ExclusionOnWire[] =>
  all.filter(({ lifts, liftedBy }) => lifts === undefined && liftedBy === undefined);

/** Every unit as a culture, and its slices of bone. */
function samplesOf({ facts, slices }: Handed, inForce: readonly ExclusionOnWire[]): StudySample[] {
  const ofSlices = new Map<string, SliceOnWire>(slices.map((one) => [sliceSample(one), one]));
  return facts.definition.units.flatMap(({ id: unit }) => [
    { name: unit, unit, material: 'cell culture', excluded: excludedText(inForce, unit, []) },
    ...Array.from(ofSlices)
      .filter(([, slice]) => slice.unit === unit)
      .map(([name, { substrate, slice }]) => ({
        ...{ name, unit, material: substrate === null ? 'slice' : `slice of ${substrate}` },
        excluded: excludedText(inForce, unit, [name, `${unit}/${slice}`, slice]),
      })),
  ]);
}

/** Of the unit, or of the sample by any of its names. */
function excludedText(inForce: readonly ExclusionOnWire[], unit: string, names: readonly string[]): string {
  return inForce
    .filter((one) => one.unit === unit || (one.sample !== undefined && names.includes(one.sample)))
    .map(({ reason = '', from, to, evidence, by, at, blinded }) => {
      const time = [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` to ${to}`].join('');
      const when = blinded === true ? 'before unblinding' : 'after unblinding';
      return `${reason}${time}: ${evidence} (by ${by} at ${at}, ${when})`;
    })
    .join('; ');
}

function telemetryOf({ facts, tables, raw }: Handed): AssayFile {
  const { definition, receipts } = facts;
  const known = new Set(tables.map(({ path }) => path));
  const unitsIn = new Map(receipts.map(({ id, ranges }) => [id, new Set(ranges.map(({ unit }) => unit))]));
  const inForce = raw.filter(({ withdrawn }) => withdrawn === null);
  return {
    ...{ id: 'telemetry', measurement: 'environmental monitoring', technology: 'sensor telemetry' },
    protocol: 'telemetry',
    rows: definition.units.map(({ id: unit }) => ({
      ...{ sample: unit, name: `${unit} telemetry` },
      raw: inForce
        .filter(({ downlink }) => unitsIn.get(downlink)?.has(unit) === true)
        .map(({ path }) => path),
      derived: [
        environmentName(definition.id, unit),
        environmentSummaryName(definition.id),
        twinsName(definition.id),
        gLevelsName(definition.id),
      ].filter((path) => known.has(path)),
      comment: '',
    })),
  };
}

interface Kind {
  readonly measurement: string;
  readonly technology: string;
}

/** What an assay measures, and by what where its kind says so. */
function kindOf({ kind, match }: Assay): Kind {
  switch (kind) {
    case 'counts':
      return {
        measurement: 'transcription profiling',
        technology: /\.rcc/i.test(match) ? 'nCounter panel' : 'RNA Sequencing (RNA-Seq)',
      };
    case 'log-intensity':
      return { measurement: 'transcription profiling', technology: 'DNA microarray' };
    case 'qpcr':
      return { measurement: 'transcription profiling', technology: 'RT-qPCR' };
    case 'pit-table':
      return { measurement: 'bone resorption', technology: '' };
    case 'pit-image':
      return { measurement: 'bone resorption', technology: 'microscopy' };
    case 'endpoint-table':
      return { measurement: 'endpoints', technology: '' };
  }
}

function assayFileOf(assay: Assay, handed: Handed): AssayFile {
  const own = handed.raw
    .filter(({ source, withdrawn }) => source === assay.id && withdrawn === null)
    .map(({ downlink: id, path }) => ({ id, path }));
  const derived = derivedOf(assay, handed);
  const rows = isOfPits(assay) ? slicesIn(assay, handed, own) : unitsIn(handed, own);
  return {
    ...{ id: assay.id, ...kindOf(assay), protocol: `${assay.id} measurement` },
    rows: rows.map(
      ({ sample, files, isKnown }): AssayRow => ({
        ...{ sample, name: `${assay.id} ${sample}`, raw: files.map(({ path }) => path), derived },
        comment:
          own.length > 1 && !isKnown
            ? 'The raw files are those of the whole assay: which of them hold this sample, they say themselves'
            : '',
      }),
    ),
  };
}

interface OwnFile {
  readonly id: string;
  readonly path: string;
}

interface Measured {
  readonly sample: string;
  readonly files: readonly OwnFile[];
  /** Whether these are known to hold the sample; else they are all of the assay. */
  readonly isKnown: boolean;
}

const unitsIn = ({ facts }: Handed, own: readonly OwnFile[]): Measured[] =>
  facts.definition.units.map(({ id }) => ({ sample: id, files: own, isKnown: false }));

function slicesIn({ id }: Assay, { slices }: Handed, own: readonly OwnFile[]): Measured[] {
  const ofAssay = slices.filter(({ assay }) => assay === id);
  return ofAssay.map((slice) => ({
    sample: sliceSample(slice),
    files: filesOfSlice(slice, ofAssay, own),
    isKnown: slice.files !== undefined || slice.images !== undefined,
  }));
}

function derivedOf(assay: Assay, { facts, tables }: Handed): string[] {
  const { id } = facts.definition;
  const of = isOfGenes(assay)
    ? ['Normalized_Counts', 'differential_expression', 'contrasts', 'SampleTable'].map((what) =>
        rnaSeqName(id, assay.id, what),
      )
    : [
        ...(isOfPits(assay) ? [pitsName(id)] : []),
        `processed/${id}_values_by_unit.csv`,
        `processed/${id}_comparisons.csv`,
      ];
  return of.filter((path) => tables.some((table) => table.path === path));
}

/** What an experiment holds beside, for who looks for it in the folder. */
export function leftOut({
  assays,
  channels,
}: Pick<Definition, 'assays' | 'channels'>): OsdrManifest['notIncluded'] {
  return [
    ...(channels.length === 0
      ? []
      : [
          {
            what: 'the merged samples of telemetry',
            why: 'the raw files hold them; ./howship export writes them as Parquet',
          },
        ]),
    ...(assays.some(isOfPits)
      ? [
          {
            what: 'label images and overlays',
            why: 'they are computed from the images: ./howship pits --overlay',
          },
        ]
      : []),
    {
      what: 'anomalies, alarms, notes and the journal',
      why: 'they are of the operation and not of the study',
    },
    {
      what: 'publications, contacts, dates and the protocols of the laboratory',
      why: 'nobody tells them to Howship: fill them in in i_Investigation.txt',
    },
  ];
}
