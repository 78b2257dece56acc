/**
 * Object keys, partitioned as tools for Parquet read them (whoever counts over `segments/` itself counts copies: an export
 * holds each sample once). Those of segments, rejects, snapshots and answers name the content; those
 * of what is computed anew again and again name what it is of, and each time is a version.
 */

export const rawKey = (experiment: string, downlink: string): string => `raw/${experiment}/${downlink}`;

/** Files of dry runs, which a lifecycle rule removes. No experiment can be called so. */
const TRIALS = '~trial';
const TRIAL_RAW_PREFIX = `raw/${TRIALS}/`;
export const trialRawKey = (experiment: string, downlink: string): string =>
  `${TRIAL_RAW_PREFIX}${experiment}/${downlink}`;

/** The downlink that a raw key names, and whether it is only to be tried; null where it names none. */
export function parseRawKey(key: string): { experiment: string; downlink: string; dryRun?: true } | null {
  const isTrial = key.startsWith(TRIAL_RAW_PREFIX);
  const named = isTrial ? `raw/${key.slice(TRIAL_RAW_PREFIX.length)}` : key;
  const [prefix, experiment, downlink, ...rest] = named.split('/');
  if (prefix !== 'raw' || !experiment || !downlink || rest.length > 0) return null;
  return { experiment, downlink, ...(isTrial && { dryRun: true as const }) };
}

export const segmentKey = (experiment: string, unit: string, bucket: string, digest: string): string =>
  `segments/experiment=${experiment}/unit=${unit}/bucket=${bucket}/${digest}.parquet`;
/** What the keys of a bucket's segments begin with. */
export const segmentPrefix = (experiment: string, unit: string, bucket: string): string =>
  segmentKey(experiment, unit, bucket, '').slice(0, -'.parquet'.length);

export const mergedListKey = (experiment: string, unit: string, bucket: string, digest: string): string =>
  `merged/experiment=${experiment}/unit=${unit}/bucket=${bucket}/${digest}.json.gz`;

/** With the attempt where the file was read again: what is in force keeps its own until then. */
export const rejectsKey = (
  experiment: string,
  downlink: string,
  piece: number,
  attempt: number | null = null,
): string => `rejects/experiment=${experiment}/${downlink}/${rejectsPiece(piece, attempt)}.csv`;
const rejectsPiece = (piece: number, attempt: number | null): string =>
  `${attempt === null ? '' : `attempt-${attempt}-`}${String(piece).padStart(6, '0')}`;

/** What an attempt at a downlink brought to an assay. */
export const assayTableKey = (experiment: string, assay: string, downlink: string, attempt: number): string =>
  `assays/experiment=${experiment}/assay=${assay}/downlink=${downlink}/attempt-${attempt}.parquet`;

/** A picture of what was measured on an image: its label image, or its overlay. */
export const assayPictureKey = (
  experiment: string,
  assay: string,
  { downlink, attempt }: { readonly downlink: string; readonly attempt: number },
  picture: string,
): string => assayTableKey(experiment, assay, downlink, attempt).replace(/parquet$/, `${picture}.png`);

interface Generation {
  readonly experiment: string;
  readonly generation: number;
}

/** What was found of an assay, and the numbers of the genes of each contrast by each engine. */
export const assayResultsKey = ({ experiment, generation }: Generation, assay: string): string =>
  `contrasts/experiment=${experiment}/generation=${generation}/assay=${assay}/found.json`;
export const geneTableKey = (
  { experiment, generation }: Generation,
  assay: string,
  contrast: string,
  engine: string,
): string =>
  `contrasts/experiment=${experiment}/generation=${generation}/assay=${assay}/contrast=${contrast}/${engine}.parquet`;

/** What the contrast that a snapshot names rested on; the digest is the snapshot's. */
export const contrastSnapshotKey = (experiment: string, digest: string): string =>
  `contrasts/experiment=${experiment}/snapshot=${digest}.json`;

export const pageKey = ({ experiment, generation }: Generation, unit: string, bucket: string): string =>
  `pages/experiment=${experiment}/generation=${generation}/unit=${unit}/bucket=${bucket}.page`;

export const deltaPageKey = (
  { experiment, generation }: Generation,
  pair: string,
  bucket: string,
  part: string,
): string =>
  `deltas/experiment=${experiment}/generation=${generation}/pair=${pair}/bucket=${bucket}/part=${part}.parquet`;

export const checkpointObjectKey = (
  { experiment, generation }: Generation,
  subject: string,
  bucket: string,
): string => `checkpoints/experiment=${experiment}/generation=${generation}/${subject}/bucket=${bucket}.json`;

export const anomaliesKey = ({ experiment, generation }: Generation, subject: string): string =>
  `anomalies/experiment=${experiment}/generation=${generation}/${subject}/found.json`;

/** What is too long for an item of the table. */
export const longListsKey = (digest: string): string => `items/${digest}.json.deflate`;

/** What is computed from segments again, as its key names it. */
export type DerivedObject =
  | {
      readonly of: 'page' | 'deltas';
      readonly experiment: string;
      readonly subject: string;
      readonly bucket: string;
    }
  | {
      readonly of: 'findings';
      readonly experiment: string;
      readonly kind: 'unit' | 'pair' | 'arm';
      readonly subject: string;
    }
  | { readonly of: 'contrasts'; readonly experiment: string; readonly assay: string };

const DERIVED =
  /^(pages|deltas|anomalies|checkpoints)\/experiment=([^/]+)\/(?:generation=\d+\/)?(unit|pair|arm)=([^/]+)\/(?:bucket=([^/.]+))?/;

const CONTRASTS = /^contrasts\/experiment=([^/]+)\/generation=\d+\/assay=([^/]+)\//;

/** Null where the key names something else: a segment, what was rejected, an answer. */
export function parseDerivedKey(key: string): DerivedObject | null {
  const [, ofAssay, assay] = CONTRASTS.exec(key) ?? [];
  if (ofAssay !== undefined && assay !== undefined) return { of: 'contrasts', experiment: ofAssay, assay };
  const [, folder, experiment, kind, subject, bucket] = DERIVED.exec(key) ?? [];
  if (experiment === undefined || subject === undefined) return null;
  if (folder === 'anomalies' || folder === 'checkpoints')
    return { of: 'findings', experiment, kind: kind === 'pair' || kind === 'arm' ? kind : 'unit', subject };
  if (bucket === undefined) return null;
  return { of: folder === 'pages' ? 'page' : 'deltas', experiment, subject, bucket };
}

/** The answer that a snapshot names, for ever; the digest is of its bytes. */
export const snapshotKey = (experiment: string, digest: string): string =>
  `snapshots/experiment=${experiment}/${digest}.json`;

/** Begins as the stack's rule for what expires does. */
export const answerKey = (digest: string): string => `answers/${digest}`;

/** What ended for good on a unit or pair, beside the list of everything found. */
export const closedAnomaliesKey = ({ experiment, generation }: Generation, subject: string): string =>
  `anomalies/experiment=${experiment}/generation=${generation}/${subject}/closed.json`;
