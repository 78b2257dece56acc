/** Every operation that the API serves, as its own document has it. */
import * as z from 'zod';
import type { NeededRight } from '../../shared/domain/holder/holder.ts';

export interface ServedOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly title: string;
  readonly right: NeededRight;
}

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.enum(['get', 'post', 'put']),
      z
        .object({
          operationId: z.string(),
          summary: z.string(),
          'x-right': z.enum(['READ', 'UPLOAD', 'OPERATE', 'OPERATE_ALL']).optional(),
        })
        .optional(),
    ),
  ),
});

/** All that need a token. */
export function operationsIn(document: unknown): ServedOperation[] {
  return Object.entries(documentSchema.parse(document).paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      if (operation === undefined || operation['x-right'] === undefined) return [];
      const { operationId: id, summary: title, 'x-right': right } = operation;
      return [{ id, method: method.toUpperCase() as ServedOperation['method'], path, title, right }];
    }),
  );
}

/** A request of the operation, of this experiment and of things that need not be there. */
export function requestOf({ method, path }: ServedOperation, experiment: string): [string, RequestInit] {
  const words: Readonly<Record<string, string>> = {
    experiment,
    alarm: 'LIMIT-FU1-temperature-1',
    part: '1',
    sha256: '0'.repeat(64),
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name] ?? 'x');
  if (method === 'GET') return [filled, {}];
  return [filled, { method, headers: { 'Content-Type': 'application/json' }, body: '{}' }];
}
