/** Object keys. Partitioned as Athena and DuckDB read them, named by content where the object is immutable. */

export const rawKey = (experiment: string, downlink: string): string => `raw/${experiment}/${downlink}`;

/** The experiment and downlink a raw key names, or null where it is none. */
export function parseRawKey(key: string): { experiment: string; downlink: string } | null {
  const [prefix, experiment, downlink, ...rest] = key.split('/');
  if (prefix !== 'raw' || !experiment || !downlink || rest.length > 0) return null;
  return { experiment, downlink };
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
