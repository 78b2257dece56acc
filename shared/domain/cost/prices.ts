/**
 * AWS' list prices in US dollars: us-east-1, on demand, first tier, free tier not taken off. Read from the services'
 * public price pages (DynamoDB on-demand, S3 Standard, SQS Standard, SNS Standard, Lambda arm64, API Gateway HTTP APIs;
 * of what a stack costs while idle, as these pages have said since 2024: CloudWatch alarms, metrics and logs, KMS,
 * Secrets Manager, DynamoDB backups).
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
  /** A month of a metric that an alarm of standard resolution reads. */
  alarmMetricMonth: 0.1,
  /** A month of a metric of our own in which it comes every hour. */
  metricMonth: 0.3,
  /** A month of a key of ours, and of each of its first two rotations. */
  keyMonth: 1,
  secretMonth: 0.4,
  /** A month of a GB of a table that can be restored to any second. */
  restorableGbMonth: 0.2,
  /** A GB of logs taken in. */
  logGb: 0.5,
} as const;
