/**
 * AWS' list prices in US dollars: us-east-1, on demand, first tier, free tier not taken off. Read from the services'
 * public price pages (DynamoDB on-demand, S3 Standard, SQS Standard, SNS Standard, Lambda arm64, API Gateway HTTP APIs).
 */
export const PRICES = {
  /** The day for which they were taken down. */
  date: '2026-11-22',
  region: 'us-east-1',
  tableWriteUnits: 0.625 / 1e6,
  tableReadUnits: 0.125 / 1e6,
  objectPuts: 0.005 / 1e3,
  objectGets: 0.0004 / 1e3,
  queueRequests: 0.4 / 1e6,
  topicPublishes: 0.5 / 1e6,
  invocations: 0.2 / 1e6,
  /** arm64 */
  gbSeconds: 0.000_013_333_4,
  apiRequests: 1 / 1e6,
  /** A month of a GB (2^30 bytes). */
  objectGbMonth: 0.023,
  tableGbMonth: 0.25,
} as const;
