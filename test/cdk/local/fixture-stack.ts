/** The fixture's stack, started in homes of a directory of its own for each file of tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, vi } from 'vitest';
import { type LocalStack, startLocalStack } from '../../../cdk/local/local-stack.ts';
import { writeFixtureAssembly } from './fixture-assembly.ts';

export const work = mkdtempSync(join(tmpdir(), 'howship-local-'));
export const complaints: string[] = [];
const assembly = writeFixtureAssembly(join(work, 'assembly'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

export function startIn(name: string, directory = assembly): Promise<LocalStack> {
  return startLocalStack({
    home: join(work, name),
    port: 0,
    assembly: async () => directory,
    complain: (sentence) => void complaints.push(sentence),
  });
}

export async function count(id: string, { file }: LocalStack): Promise<number> {
  const response = await fetch(`${file.url}/count?id=${encodeURIComponent(id)}`);
  return ((await response.json()) as { count: number }).count;
}

export const eventually = <T>(check: () => Promise<T>) =>
  vi.waitFor(check, { timeout: 45_000, interval: 20 });

export function s3(of: LocalStack): S3Client {
  const { endpoints, credentials, region } = of.file;
  return new S3Client({
    endpoint: endpoints.s3,
    region,
    credentials: { ...credentials },
    forcePathStyle: true,
  });
}
