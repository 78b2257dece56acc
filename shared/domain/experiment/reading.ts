import { byText } from '../by-text.ts';
import type { CalibrationEntry } from '../calibration/entry.ts';
import type { Assay } from './assay-schema.ts';
import { bucketDaysOf } from './bucket-days.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { assayParameters } from './image-parameters.ts';
import { ENDPOINT_ROWS, IMAGE_READING, PIT_ROWS } from './pit-assay.ts';
import type { Source } from './source-schema.ts';
import { primarySensor } from './unit-series.ts';

/**
 * Of the reader itself: raised by every change that makes other samples of the same bytes under the same definition, so
 * that bytes an earlier version read are no repetition of what this one would make of them. 2: a float32 channel holds
 * the number that its single gives back (docs/adr/0011-kept-numbers.md).
 */
const READER_VERSION = 2;

/**
 * The part of a definition that segments depend on, as a JSON value; the digest of its canonical text is the reading
 * revision. Two definitions with the same reading make the same segments of the same file.
 *
 * In it: the version of the reader; the plausible span, where it is declared; and
 * - of every source all but its rank, its ignored columns and an event column that is only checked. What is not read
 *   leaves no trace; events that are read come with the downlink, and the same file under another such column is no
 *   repetition;
 * - of every channel id, unit, storage, valid range and the enumerations among its calibrators, which tell a word in a
 *   cell from a mistake;
 * - of every unit id, bucket length and sensors: serial, channel, whether it is the primary one, and enumerations;
 * - of every assay its kind, the patterns of its files and which strand counts; of one of pits or endpoints what is read of a row; of one of images all that they are
 *   measured with, the version of the steps, and which version of what is kept beside it.
 *
 * Not in it: titles, mode, arms, culture, events, phases, pairs, limits, twin rules, set-points, references, loops,
 * what samples of assays are and how they are compared, `stuckAfter`, quantity, accuracy and resolution, contacts and analysis, polynomials and splines, and the ranks of sources. They
 * change answers, never segments. A period is in it only through the bucket length that it leads to.
 *
 * Defaults are applied and lists are sorted by id, so that writing a default out or moving an entry changes nothing.
 */
export function readingOf(index: DefinitionIndex) {
  const { definition } = index;
  return {
    reader: READER_VERSION,
    // Only where it is declared: what is kept with the experiment never changes.
    ...(definition.plausible === undefined ? {} : { plausible: definition.plausible }),
    sources: sortedById(definition.sources).map(readingOfSource),
    // The same: a definition without assays reads as it always did.
    ...(definition.assays.length === 0 ? {} : { assays: sortedById(definition.assays).map(readingOfAssay) }),
    channels: sortedById(definition.channels).map(({ id, unit, storage, validRange, calibrators }) => ({
      id,
      unit,
      storage,
      validRange: validRange ?? null,
      calibrators: calibrators.filter(hasWords),
    })),
    units: sortedById(definition.units).map((unit) => ({
      id: unit.id,
      bucketDays: bucketDaysOf(index, unit.id),
      sensors: sortedById(unit.sensors).map(({ id, serial, measures, calibrations }) => ({
        id,
        serial: serial ?? null,
        measures,
        primary: primarySensor(unit, measures) === id,
        calibrations: calibrations.filter(hasWords),
      })),
    })),
  };
}

/** Every source has this one, as those that said none always had: the key stays for the digest's sake. */
const ANY_RANK = 1;

function readingOfSource({ events, ignore: _ignore, ...source }: Source) {
  const read = { ...source, rank: ANY_RANK };
  return events?.use === 'READ' ? { ...read, events } : read;
}

function readingOfAssay(assay: Assay) {
  const { id, kind, match, sheet } = assay;
  const { strandedness, transcripts } = { strandedness: null, transcripts: null, ...assay };
  return {
    ...{ id, kind, match, sheet: sheet?.match ?? null, strandedness, transcripts },
    ...(assay.kind === 'pit-table' && { rows: PIT_ROWS }),
    ...(assay.kind === 'endpoint-table' && { rows: ENDPOINT_ROWS }),
    ...(assay.kind === 'pit-image' && {
      ...{ reading: IMAGE_READING, image: assayParameters(assay) },
      ...{ page: assay.page ?? null, masks: assay.masks?.match ?? null },
    }),
  };
}

function hasWords({ enumeration }: CalibrationEntry): boolean {
  return enumeration !== undefined;
}

function sortedById<T extends { readonly id: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => byText(a.id, b.id));
}
