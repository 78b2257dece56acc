/** A request that does not fit its schema, said in sentences with the place of each finding. */
import type * as z from 'zod';
import { HOUSE_WORDS } from '../domain/experiment/issue-words.ts';
import { type Finding, fieldOf, findingsOf } from '../domain/experiment/problems.ts';
import { type ListedProblem, ListRefusal, listed, MOST_LISTED, placeOf } from '../domain/list-refusal.ts';

/** Code `request.invalid`, or the finding's own where there is only one. */
export class RequestRefusal extends ListRefusal {
  constructor(findings: readonly ListedProblem[], found: number = findings.length) {
    const list = listed(findings, found);
    const code = found === 1 && list.problems[0] !== undefined ? list.problems[0].code : 'request.invalid';
    const rest = found - list.problems.length;
    const sentences = list.problems.map(sentence).join('; ');
    super(code, rest > 0 ? `${sentences}; and ${rest} more` : sentences, list);
    this.name = 'RequestRefusal';
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
  const parsed = schema.safeParse(value, HOUSE_WORDS);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.flatMap((issue) => findingsOf(issue, schema));
  const places = findings.slice(0, MOST_LISTED).map((finding) => placed(part, finding, line));
  throw new RequestRefusal(places, findings.length);
}

function placed(part: RequestPart, finding: Finding, line: number | null): ListedProblem {
  const { path, code, message } = finding;
  return {
    field: part === 'body' ? fieldOf(path) : fieldOf([part, ...path]),
    code: code.replace('definition.', 'request.'),
    message:
      part === 'query'
        ? message.replace('expected a known key,', 'expected a known query parameter,')
        : message,
    line,
  };
}

function sentence(problem: ListedProblem): string {
  const place = placeOf(problem);
  return place === '' ? problem.message : `${place}: ${problem.message}`;
}
