import * as z from 'zod';
import { exportQuerySchema, exportSchema } from '../../../shared/contract/export.ts';
import { identifier } from '../../../shared/contract/wire.ts';
import type { BucketName } from '../../../shared/usecases/answer/export-segments.ts';
import type { Api } from '../http/api.ts';
import { noPage } from '../http/page-token.ts';
import { inExperiment } from './parameters.ts';

export function exportRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/export',
      resource: 'archive',
      id: 'listSegments',
      right: 'READ',
      title: 'List the archive',
      summary: 'Links to the segments of the archive (Parquet), a page at a time, with digest and range.',
      params: inExperiment,
      query: exportQuerySchema,
      status: 200,
      answer: exportSchema,
    },
    async ({ ports, params, query: { next, ...query } }) => {
      // Beside what a cold start loads: few requests fetch the archive.
      const { exportSegments } = await import('../../../shared/usecases/answer/export-segments.ts');
      const { answer, after } = await exportSegments(ports, params.experiment, {
        ...query,
        after: next === undefined ? undefined : bucketOf(next),
      });
      return { ...answer, ...(after !== null && { next: tokenOf(after) }) };
    },
  );
}

const tokenSchema = z.tuple([z.literal(1), identifier, z.iso.date()]);

const tokenOf = ({ unit, bucket }: BucketName) =>
  Buffer.from(JSON.stringify([1, unit, bucket])).toString('base64url');

function bucketOf(token: string): BucketName {
  try {
    const [, unit, bucket] = tokenSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { unit, bucket };
  } catch (cause) {
    throw noPage(cause);
  }
}
