/** Object keys. Partitioned as Athena and DuckDB read them, named by content where the object is immutable. */

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

export const rejectsKey = (experiment: string, downlink: string, piece: number): string =>
  `rejects/experiment=${experiment}/${downlink}/${String(piece).padStart(6, '0')}.csv`;

export const pageKey = (experiment: string, unit: string, bucket: string, digest: string): string =>
  `pages/experiment=${experiment}/unit=${unit}/bucket=${bucket}/${digest}.page`;

export const deltaPageKey = (experiment: string, pair: string, bucket: string, digest: string): string =>
  `deltas/experiment=${experiment}/pair=${pair}/bucket=${bucket}/${digest}.parquet`;

export const checkpointObjectKey = (
  experiment: string,
  subject: string,
  bucket: string,
  digest: string,
): string => `checkpoints/experiment=${experiment}/${subject}/bucket=${bucket}/${digest}.json`;

export const anomaliesKey = (experiment: string, subject: string, digest: string): string =>
  `anomalies/experiment=${experiment}/${subject}/${digest}.json`;

/** What is too long for an item of the table. */
export const longListsKey = (digest: string): string => `items/${digest}.json.deflate`;

/** Begins as the stack's rule for what expires does. */
export const answerKey = (digest: string): string => `answers/${digest}`;

/** What ended for good on a unit or pair, beside the list of everything found. */
export const closedAnomaliesKey = (experiment: string, subject: string, digest: string): string =>
  `anomalies/experiment=${experiment}/${subject}/closed/${digest}.json`;
