import type { Answer } from './answer.ts';
import { emptyAnswer } from './answer.ts';
import { S3Error } from './errors.ts';

/** One rule of a bucket's CORS configuration. Origins and headers may hold one `*`, which stands for any text. */
export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** Answers a preflight (OPTIONS) by the first rule that allows origin, method and every header asked for. */
export function answerPreflight(rules: readonly CorsRule[], headers: ReadonlyMap<string, string>): Answer {
  const origin = headers.get('origin');
  const method = headers.get('access-control-request-method');
  if (origin === undefined) {
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', 'Invalid Access-Control-Request-Method: it is missing.');
  }
  const wanted = (headers.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = rules.find(
    (one) =>
      allows(one, origin, method) &&
      wanted.every((name) =>
        (one.allowedHeaders ?? []).some((allowed) => matches(allowed.toLowerCase(), name)),
      ),
  );
  if (rule === undefined) {
    throw new S3Error(
      'AccessForbidden',
      rules.length === 0
        ? 'CORSResponse: CORS is not enabled for this bucket.'
        : "CORSResponse: This CORS request is not allowed. No rule allows this origin, method and these headers: the resource's CORS spec is usually to blame.",
    );
  }
  return emptyAnswer(200, {
    ...responseHeaders(rule, origin),
    'Access-Control-Allow-Methods': rule.allowedMethods.join(', '),
    ...(wanted.length === 0 ? {} : { 'Access-Control-Allow-Headers': wanted.join(', ') }),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'Access-Control-Max-Age': String(rule.maxAgeSeconds) }),
  });
}

/** The headers that a browser wants to see on the answer to an actual request; none where no rule allows it. */
export function corsHeaders(
  rules: readonly CorsRule[],
  method: string,
  headers: ReadonlyMap<string, string>,
): Record<string, string> {
  const origin = headers.get('origin');
  if (origin === undefined) return {};
  const rule = rules.find((one) => allows(one, origin, method));
  return rule === undefined ? {} : responseHeaders(rule, origin);
}

function responseHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const open = rule.allowedOrigins.includes('*');
  return {
    'Access-Control-Allow-Origin': open ? '*' : origin,
    ...(open ? {} : { 'Access-Control-Allow-Credentials': 'true' }),
    ...(rule.exposedHeaders === undefined || rule.exposedHeaders.length === 0
      ? {}
      : { 'Access-Control-Expose-Headers': rule.exposedHeaders.join(', ') }),
    Vary: VARY,
  };
}

function allows(rule: CorsRule, origin: string, method: string): boolean {
  return (
    rule.allowedMethods.includes(method) && rule.allowedOrigins.some((allowed) => matches(allowed, origin))
  );
}

function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const tail = pattern.slice(star + 1);
  return text.length >= pattern.length - 1 && text.startsWith(pattern.slice(0, star)) && text.endsWith(tail);
}
