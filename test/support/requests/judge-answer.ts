/** What an answer must never be, whatever was asked. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { problemSchema } from '../../../shared/contract/problem.ts';
import type { SentRequest } from './make-request.ts';
import type { Interface, Operation } from './operations.ts';
import type { HeardAnswer } from './send-request.ts';

export interface JudgeParts {
  readonly api: Interface;
  /** What no answer may hold: the token, keys, folders of the machine. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** @param seconds of the processor that the API took for the answer: the clock also counts what else its machine does */
export type Judge = (sent: SentRequest, heard: HeardAnswer, seconds: number) => string[];

/** An answer takes no more of a processor; on the clock of a busy machine it still comes before an HTTP API gives up. */
const MOST_SECONDS = 2;
/** What goes through a whole experiment, and may take longer. */
const LONG: Readonly<Record<string, number>> = {
  getReport: 12,
  getComparisons: 12,
  compareAcross: 12,
  getAlignment: 6,
  getDeltas: 6,
  // The first question of an assay fits its models.
  getContrasts: 6,
  getGenes: 6,
  getGenePoints: 6,
  getNormalized: 6,
};
const MOST_MS = 30_000;

const STACK_TRACE = /\n\s+at [^\n]{1,200}:\d+:\d+|node:internal\/|\.(?:ts|mjs|js):\d+:\d+/;
const PROBLEM = 'application/problem+json';
/** Of API Gateway itself, which speaks before the API does: a body or an event above its bound. */
const OF_THE_GATEWAY = [413];
/** Before any operation is known: an odd path, no token, no such path or method, a body too large, another host. */
const BEFORE_AN_OPERATION = [400, 401, 404, 405, 413, 421];
/** How the bytes of a type begin, where that says something. */
const BEGINS: Readonly<Record<string, RegExp>> = {
  'image/png': /^\x89PNG/,
  'image/svg+xml': /^<svg/,
  'text/html': /^<!doctype html>/i,
  'application/vnd.apache.parquet': /^PAR1/,
};

/** Names every fault of an answer; an answer without one is as it should be. */
export function answerJudge({ api, secrets }: JudgeParts): Judge {
  const validators = validatorsOf(api);
  return (sent, heard, seconds) => {
    const { status, headers, body, millis } = heard;
    const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
    const most = LONG[sent.operation?.id ?? ''] ?? MOST_SECONDS;
    const isText = !/parquet|png/.test(type);
    const text = isText ? body.toString('utf8') : '';
    return [
      ...(status >= 500 ? [`answered ${status}`] : []),
      ...(seconds > most ? [`took more than ${most} s of a processor`] : []),
      ...(millis > MOST_MS ? [`took more than ${MOST_MS / 1000} s`] : []),
      ...(STACK_TRACE.test(text) ? ['the answer holds a stack trace'] : []),
      ...Object.entries(secrets)
        .filter(([, secret]) => text.includes(secret) || JSON.stringify(headers).includes(secret))
        .map(([name]) => `the answer holds ${name}`),
      ...(headers['cache-control'] === 'no-store'
        ? []
        : [`cache-control is ${headers['cache-control'] ?? 'missing'}, expected no-store`]),
      ...(sent.kind === 'no token' && sent.operation?.needsToken !== false && status < 400
        ? [`answered ${status} without a token`]
        : []),
      ...offSchema(sent, status, type, body),
    ];
  };

  function offSchema(sent: SentRequest, status: number, type: string, body: Buffer): string[] {
    if (sent.method === 'HEAD' || status === 303) return body.length === 0 ? [] : [`a ${status} with a body`];
    if (status >= 400) return offProblem(sent, status, type, body);
    const { operation } = sent;
    if (operation === null) return status < 300 || status === 302 ? [] : [`answered ${status}`];
    const documented = operation.answers[status];
    if (documented === undefined) return [`${status} is not documented`];
    if (documented[type] === undefined)
      return [`${status} is of the type "${type}", which is not documented`];
    const begin = BEGINS[type];
    if (begin !== undefined && !begin.test(body.subarray(0, 20).toString('latin1')))
      return [`the bytes are no ${type}`];
    if (type !== 'application/json') return [];
    const validate = validators.get(operation)?.get(String(status));
    return validate === undefined || validate(jsonOf(body)) ? [] : [`off schema: ${faultOf(validate)}`];
  }

  function offProblem({ operation }: SentRequest, status: number, type: string, body: Buffer): string[] {
    const isDocumented =
      operation === null ? status >= 500 || isNamed(status) : operation.answers[status] !== undefined;
    const faults = isDocumented || isNamed(status) || status >= 500 ? [] : [`${status} is not documented`];
    if (type === 'application/json' && OF_THE_GATEWAY.includes(status)) return faults;
    if (type !== PROBLEM) return [...faults, `a ${status} is of the type "${type}"`];
    const problem = problemSchema.strict().safeParse(jsonOf(body));
    if (!problem.success) return [...faults, `no problem: ${problem.error.message}`];
    return problem.data.status === status ? faults : [...faults, `its problem says ${problem.data.status}`];
  }

  function isNamed(status: number): boolean {
    return BEFORE_AN_OPERATION.includes(status);
  }
}

function faultOf({ errors }: ValidateFunction): string {
  const [first] = errors ?? [];
  return `${first?.instancePath ?? ''} ${first?.message ?? 'is off schema'} ${JSON.stringify(first?.params ?? {})}`;
}

function validatorsOf({ operations, schemas }: Interface): Map<Operation, Map<string, ValidateFunction>> {
  // Formats are ours, with rules of their own; `title` and `examples` are for people.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ $id: 'document', components: { schemas } });
  return new Map(
    operations.map((operation) => {
      const byStatus = new Map<string, ValidateFunction>();
      for (const [status, byType] of Object.entries(operation.answers)) {
        const schema = byType['application/json'];
        if (schema !== undefined) byStatus.set(status, ajv.compile(withinDocument(schema)));
      }
      return [operation, byStatus];
    }),
  );
}

/** References are to the document, not to the answer's own schema. */
function withinDocument(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
