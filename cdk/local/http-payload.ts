import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNT } from './plan/references.ts';

export interface HttpRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly httpVersion: string;
  /** Names in lower case; several values of one name in a list. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly sourceIp: string;
  readonly body: Uint8Array;
  /** ms since the epoch */
  readonly at: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/**
 * The event (payload format 2.0) that an HTTP API makes of a request for its `$default` route. As there, the path is
 * percent-decoded (and ends where that brings out a question mark), while the query stays as it came.
 *
 * @throws URIError where the path is not well encoded
 */
export function httpEvent({ method, target, httpVersion, headers, sourceIp, body, at }: HttpRequest): object {
  const mark = target.indexOf('?');
  const encodedPath = mark < 0 ? target : target.slice(0, mark);
  const rawPath = decodeURIComponent(encodedPath).split('?')[0] ?? '';
  const rawQueryString = mark < 0 ? '' : target.slice(mark + 1);
  const { cookie = [], ...others } = headers;
  const isText = isTextType(headers['content-type']?.[0] ?? '') && isUtf8(body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie.length === 0 ? {} : { cookies: cookie.flatMap((line) => line.split(/;\s*/)) }),
    headers: Object.fromEntries(Object.entries(others).map(([name, values]) => [name, values.join(',')])),
    ...(rawQueryString === '' ? {} : { queryStringParameters: parametersOf(rawQueryString) }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: headers.host?.[0] ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent']?.[0] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(at),
      timeEpoch: at,
    },
    ...(body.byteLength === 0 ? {} : { body: Buffer.from(body).toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.byteLength > 0 && !isText,
  };
}

/** What HTTP APIs hand on as text; all else is base64. */
function isTextType(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(
    contentType,
  );
}

/** Values of a name that comes several times are joined by commas. */
function parametersOf(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const resultSchema = z.looseObject({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The HTTP response that a function's result (payload format 2.0) means: without a status it is a JSON body. */
export function httpResponse(result: unknown): HttpResponse {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(result)),
    };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const cookieHeaders = cookies == null || cookies.length === 0 ? {} : { 'set-cookie': cookies };
  return {
    status: statusCode,
    headers: { ...headers, ...cookieHeaders },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
