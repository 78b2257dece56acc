/** A link to an answer of a local stack, as the API gives one for an answer above 4 MB. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import * as z from 'zod';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { ANSWERS_PREFIX } from '../../shared/runtime/environment-names.ts';
import type { ConsoleStack } from './console.ts';

const segmentsSchema = z.object({ segments: z.array(z.object({ url: z.string() })) });

/** Keeps the answer to a call of an experiment that has data where the API would keep it. */
export async function keptAnswer({ url, token, work }: ConsoleStack, experiment: string, resource: string) {
  const ask = async (name: string): Promise<string> => {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${url}/v1/experiments/${experiment}/${name}`, { headers })).text();
  };
  const [segment] = segmentsSchema.parse(JSON.parse(await ask('export'))).segments;
  const Bucket = new URL(segment!.url).pathname.split('/')[1];
  const { endpoints, credentials, region }: StackFile = JSON.parse(
    readFileSync(join(work, 'home/stack.json'), 'utf8'),
  );
  const client = new S3Client({ endpoint: endpoints.s3, credentials, region, forcePathStyle: true });
  const at = { Bucket, Key: `${ANSWERS_PREFIX}kept` };
  const Body = await ask(resource);
  await client.send(new PutObjectCommand({ ...at, Body, ContentType: 'application/json' }));
  return getSignedUrl(client, new GetObjectCommand(at), { expiresIn: 3600 });
}
