/** The one place where an error becomes an HTTP answer: full in the log, only what helps the caller outside. */
import type { Problem } from '../contract/problem.ts';
import { Damaged } from '../domain/damaged.ts';
import { ListRefusal } from '../domain/list-refusal.ts';
import { Refusal, type RefusalKind } from '../domain/refusal.ts';
import { DAMAGED_CODE } from './environment-names.ts';

/** Of what is computed again by itself an answer comes at once, so that this is of what is not. */
const DAMAGED_ADVICE =
  'Nothing is answered from it, and the uploaded files are safe: the runbook (docs/alarms.md) says what to do.';
const UPLOAD_ADVICE =
  'It is an uploaded file: whoever sent it may have it still, and the runbook (docs/alarms.md) says what to do.';

const STATUS = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unavailable: 503,
} as const satisfies Record<RefusalKind, number>;

const TITLES = {
  400: 'What was sent cannot be accepted',
  401: 'A valid bearer token is needed',
  403: 'The token does not allow it',
  404: 'There is no such thing',
  405: 'The method is not served here',
  406: 'No accepted media type is served',
  409: 'It contradicts what is there',
  410: 'It is no more to be had',
  413: 'It is too large',
  415: 'The media type is not read',
  500: 'Howship failed',
  503: 'Not available now',
} as const;

export type ProblemStatus = keyof typeof TITLES;

export interface ProblemAnswer {
  readonly status: ProblemStatus;
  readonly problem: Problem;
}

/** The refusal of a request whose status no kind of `Refusal` means: a method or media type that is not served. */
export class HttpRefusal extends Error {
  readonly status: 405 | 406 | 415;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: 405 | 406 | 415,
    code: string,
    sentence: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(sentence);
    this.name = 'HttpRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

const isUpload = ({ key }: Damaged): boolean => key.startsWith('raw/');

/** What the caller is told. Anything but a refusal is told by the request's id alone. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof HttpRefusal) return answer(error.status, error.code, error.message);
  if (error instanceof Damaged)
    return answer(
      500,
      DAMAGED_CODE,
      `${error.message}. ${isUpload(error) ? UPLOAD_ADVICE : DAMAGED_ADVICE}`,
      {
        key: error.key,
        requestId,
      },
    );
  if (!(error instanceof Refusal)) {
    const detail = `Howship failed at this request; the log has the reason under ${requestId}. Try again, and report the id if it stays.`;
    return answer(500, 'internal', detail, { requestId });
  }
  const { line, column, field } = error.place;
  return answer(STATUS[error.kind], error.code, error.message, {
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(field !== undefined && { field }),
    ...problemsOf(error),
  });
}

function answer(
  status: ProblemStatus,
  code: string,
  detail: string,
  more: Partial<Problem> = {},
): ProblemAnswer {
  const problem = { type: `urn:howship:problem:${code}`, title: TITLES[status], status, detail, code };
  return { status, problem: { ...problem, ...more } };
}

function problemsOf(error: Refusal): Pick<Problem, 'problems' | 'problemsFound'> {
  if (!(error instanceof ListRefusal)) return {};
  const { problems, found } = error;
  return {
    problems: problems.map(({ field, code, message, line }) => ({
      field,
      code,
      message,
      ...(line !== null && { line }),
    })),
    ...(found > problems.length && { problemsFound: found }),
  };
}
