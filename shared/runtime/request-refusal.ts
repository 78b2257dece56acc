/** A request that does not fit its schema, said in sentences with the place of each finding. */
import type * as z from 'zod';
import { knownKeys } from '../domain/experiment/known-keys.ts';
import { didYouMean, fieldOf, findingsOf } from '../domain/experiment/problems.ts';
import { Refusal } from '../domain/refusal.ts';

export interface RequestFinding {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  /** Line of the text, from 1, where the body is a table. */
  readonly line: number | null;
}

/** Code `request.invalid`, or the finding's own where there is only one. */
export class RequestRefusal extends Refusal {
  readonly problems: readonly RequestFinding[];

  constructor(problems: readonly RequestFinding[]) {
    const [first] = problems;
    const code = problems.length === 1 && first !== undefined ? first.code : 'request.invalid';
    super('invalid', code, problems.map(sentence).join('; '), {
      ...(first !== undefined && { field: first.field }),
      ...(typeof first?.line === 'number' && { line: first.line }),
    });
    this.name = 'RequestRefusal';
    this.problems = problems;
  }
}

export type RequestPart = 'path' | 'query' | 'body';

/** Reads a part of a request with its schema. Fails with `RequestRefusal`; unknown names come with the nearest known. */
export function parsePart<S extends z.ZodType>(
  part: RequestPart,
  schema: S,
  value: unknown,
  line: number | null = null,
): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new RequestRefusal(parsed.error.issues.flatMap((issue) => findings(part, schema, issue, line)));
}

function findings(
  part: RequestPart,
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  line: number | null,
): RequestFinding[] {
  if (part === 'query' && issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => ({
      field: `query.${key}`,
      code: 'request.unknown-key',
      message: `the query parameter ${JSON.stringify(key)} is unknown${didYouMean(key, known) || `; known here: ${known.join(', ') || 'none'}`}`,
      line,
    }));
  }
  return findingsOf(issue, schema).map(({ path, code, message }) => ({
    field: part === 'body' ? fieldOf(path) : fieldOf([part, ...path]),
    code: code.replace('definition.', 'request.'),
    message,
    line,
  }));
}

function sentence({ field, message, line }: RequestFinding): string {
  const place = [line === null ? '' : `line ${line}`, field].filter((text) => text !== '').join(', ');
  return place === '' ? message : `${place}: ${message}`;
}
