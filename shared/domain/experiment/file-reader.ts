/** What reads a file: a source of samples, or an assay, one of whose tables it is. */
import { unknownName } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import type { Assay } from './assay-schema.ts';
import type { Declared } from './declared.ts';
import { matchesGlob } from './glob.ts';
import { padRecordsName } from './pad-names.ts';
import type { Source } from './source-schema.ts';

/**
 * What a file is to its assay: values that are compared, the sheet that tells samples, a map of transcripts to genes, or a
 * mask of one of its images.
 */
export const ASSAY_ROLES = ['values', 'sheet', 'transcripts', 'mask'] as const;
export type AssayRole = (typeof ASSAY_ROLES)[number];

export type FileReader =
  | { readonly reads: 'samples'; readonly id: string; readonly source: Source }
  | { readonly reads: 'records'; readonly id: string; readonly assay: Assay; readonly role: AssayRole };

/**
 * The reader of a file: the declared one, else the only one whose pattern fits the file's base name. Fails with
 * `source.unknown` (naming the nearest), `source.none` (naming the patterns) or `source.ambiguous`.
 *
 * @param declaredReader id of a source or an assay
 */
export function readerFor(declared: Declared, fileName: string, declaredReader: string | null): FileReader {
  const baseName = baseNameOf(fileName);
  if (declaredReader !== null) return readerNamed(declared, declaredReader, baseName);
  const { definition } = declared;
  const patterns = patternsOf(declared);
  const [found, ...others] = fittingIn(patterns, baseName);
  if (found === undefined) {
    const told = patterns.map(({ reader, match }) => `${reader.id}: ${match}`).join(', ');
    throw new Refusal(
      'invalid',
      'source.none',
      `expected a file name that a ${kindsOf(declared)} of ${definition.id} matches (${told || 'none is declared'}), got ${quoted(baseName)}; name the source with the upload, or add a pattern to the definition`,
    );
  }
  if (others.length > 0) {
    const fitting = [found, ...others].map(({ reader, match }) => `${reader.id} (${match})`).join(', ');
    throw new Refusal(
      'invalid',
      'source.ambiguous',
      `${others.length + 1} ${kindsOf(declared, 's')} of ${definition.id} read a file named ${quoted(baseName)}: ${fitting}; name the source with the upload, or narrow the patterns`,
    );
  }
  return found.reader;
}

/** The same where only samples are wanted. Fails with `source.assay` for a file that an assay reads. */
export function sourceFor(declared: Declared, fileName: string, declaredSource: string | null): Source {
  const reader = readerFor(declared, fileName, declaredSource);
  if (reader.reads === 'samples') return reader.source;
  throw new Refusal(
    'invalid',
    'source.assay',
    `the file ${quoted(baseNameOf(fileName))} is read by the assay ${reader.id}, which gives no samples: name a source`,
  );
}

/** Whether a pattern of the definition fits the file's base name. */
export const isMatched = (declared: Declared, fileName: string): boolean =>
  fittingIn(patternsOf(declared), baseNameOf(fileName)).length > 0;

export interface Pattern {
  readonly match: string;
  readonly reader: FileReader;
}

export function patternsOf({ definition: { sources, assays } }: Declared): Pattern[] {
  return [
    ...sources.map(
      (source): Pattern => ({
        match: source.match,
        reader: { reads: 'samples', id: source.id, source },
      }),
    ),
    ...assays.flatMap(ofAssay),
  ];
}

function ofAssay(assay: Assay): Pattern[] {
  const matches: Readonly<Record<AssayRole, string | undefined>> = {
    values: assay.match,
    sheet: assay.sheet?.match,
    transcripts: assay.kind === 'counts' ? assay.transcripts : undefined,
    mask: assay.kind === 'pit-image' ? assay.masks?.match : undefined,
  };
  return ASSAY_ROLES.flatMap((role) => {
    const match = matches[role];
    return match === undefined ? [] : [{ match, reader: { reads: 'records', id: assay.id, assay, role } }];
  });
}

/**
 * A mask has the name of its image in its own, so that the pattern of the images may well fit it too: one that is packed is
 * a mask even so, and no image more.
 */
function fittingIn(patterns: readonly Pattern[], baseName: string): Pattern[] {
  const fitting = patterns.filter(
    ({ match, reader }) =>
      matchesGlob(match, baseName) ||
      (isOf(reader, 'mask') && matchesGlob(match, unpackedName(baseName))) ||
      (isOfPads(reader) && matchesGlob(match, padRecordsName(baseName))),
  );
  const masked = new Set(fitting.flatMap(({ reader }) => (isOf(reader, 'mask') ? [reader.id] : [])));
  return fitting.filter(({ reader }) => !(isOf(reader, 'values') && masked.has(reader.id)));
}

/** A header is called as its records, and more. */
const isOfPads = (reader: FileReader): boolean =>
  reader.reads === 'samples' && reader.source.format === 'sams-pad';

const isOf = (reader: FileReader, role: AssayRole): boolean =>
  reader.reads === 'records' && reader.role === role;

/** Of an assay the table is what the name says it is, and its values where it says nothing. */
function readerNamed(declared: Declared, id: string, baseName: string): FileReader {
  const source = declared.sources.get(id);
  if (source !== undefined) return { reads: 'samples', id, source };
  const assay = declared.assays.get(id);
  if (assay !== undefined) {
    return fittingIn(ofAssay(assay), baseName)[0]?.reader ?? { reads: 'records', id, assay, role: 'values' };
  }
  const ids = [...declared.sources.keys(), ...declared.assays.keys()];
  throw new Refusal('not-found', 'source.unknown', unknownName(kindsOf(declared), id, ids));
}

/** As people say it: who has no assays need not read of them. */
const kindsOf = ({ definition: { assays } }: Declared, plural = '') =>
  assays.length === 0 ? `source${plural}` : `source${plural} or assay${plural}`;

/** As the file within is called, where it is gzip. */
export const unpackedName = (baseName: string): string => baseName.replace(/\.gz$/i, '');

/** Without its folder, on either kind of system. */
export const baseNameOf = (fileName: string): string =>
  fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
