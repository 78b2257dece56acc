import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type HttpResponse, httpEvent, httpResponse } from './http-payload.ts';
import { InvocationFailure } from './invocation-failure.ts';
import { MAX_EVENT_BYTES } from './lambda-messages.ts';
import type { LocalFunction } from './local-function.ts';
import { closeServer, LOOPBACK, listenNear, listenOnLoopback, readBody } from './loopback.ts';

/** An HTTP API takes no larger body. */
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;

/** Those that an HTTP API takes; it refuses any other by itself. */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Longer than clients rest between two calls: Node's own five seconds close the connection under the next one. */
const KEEP_ALIVE_MS = 60_000;

/** Where the API is unless told otherwise, so that a bookmark lasts: HOWS on the keys of a telephone. */
export const USUAL_PORT = 4697;

/** What keeps this machine from serving, which no request is to blame for. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

export interface Gateway {
  readonly url: string;
  /** Answers what is being answered, up to the grace, and takes nothing more. */
  close(graceMs: number): Promise<void>;
}

/**
 * The HTTP API on loopback: every request becomes an event for the function behind `$default`, with the limits of the
 * real one.
 *
 * @param port 0 takes any free one; null the usual one, or any free one where another program has that
 * @param fn gives the function; asked at each request, because the address is known before the functions run
 * @param trouble of this machine, if any, in whose place no "the log has the reason" is answered
 * @throws LocalStackFailure `port.in-use`
 */
export async function startGateway(
  port: number | null,
  fn: () => LocalFunction | null,
  complain: (sentence: string) => void,
  trouble: () => Trouble | null = () => null,
): Promise<Gateway> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, async (request, response) => {
    try {
      write(response, await answer(request, fn()));
    } catch (error) {
      // Only the caller's connection can fail here, so there is nobody to answer.
      complain(`api: ${error instanceof Error ? error.message : error}`);
      response.destroy();
    }
  });
  const taken = await (port === null ? listenNear(server, USUAL_PORT) : listenOnLoopback(server, port));
  if (port === null && taken !== USUAL_PORT)
    complain(`another program has port ${USUAL_PORT}; the API is on port ${taken}`);
  const url = `http://${LOOPBACK}:${taken}`;
  return { url, close: (graceMs) => closeServer(server, graceMs) };

  function troubled(): HttpResponse | null {
    const found = trouble();
    return found === null ? null : problem(503, 'Not available now', found);
  }

  async function answer(request: IncomingMessage, handler: LocalFunction | null): Promise<HttpResponse> {
    if (!isThisMachine(request.headers.host))
      return problem(421, 'This is another host', {
        code: 'host.unknown',
        message: `expected a Host of this machine (${LOOPBACK} or localhost), got ${beginningOf(request.headers.host ?? '')}: a page of another site may have been led here; open ${LOOPBACK} itself`,
      });
    if (!METHODS.includes(request.method ?? ''))
      return problem(405, 'The method is not served here', {
        code: 'route.method',
        message: `${request.method} is not served here; served: ${METHODS.join(', ')}`,
      });
    if (handler === null) return message(503, 'the local stack is starting or stopping; ask again');
    const body = await readBody(request, MAX_REQUEST_BYTES);
    if (body === null) return message(413, 'Request Entity Too Large: an HTTP API takes at most 10 MB in');
    const parts = partsOf(request);
    const odd = oddTarget(parts.target);
    if (odd !== null)
      return problem(400, 'What was sent cannot be accepted', {
        code: 'path.malformed',
        message: `expected a path ${odd}, got ${beginningOf(parts.target)}`,
      });
    const event = JSON.stringify(httpEvent({ ...parts, body, at: Date.now() }));
    if (Buffer.byteLength(event) > MAX_EVENT_BYTES) {
      return message(
        413,
        'Request Entity Too Large: a function takes an event of at most 6 MB, body in base64 included',
      );
    }
    try {
      const given = httpResponse(JSON.parse(await handler.invoke(event)));
      return (given.status >= 500 && troubled()) || given;
    } catch (error) {
      if (!(error instanceof InvocationFailure)) throw error;
      complain(`api: ${request.method} ${request.url}: ${error.message}`);
      return troubled() ?? failure(error);
    }
  }
}

/**
 * Whether the caller asks for this machine by a name of its own. A page of a site whose name was made to point here asks
 * by that name. The port is whatever a tunnel gave it.
 */
function isThisMachine(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

/**
 * What a target lacks, in words; null where nothing. Behind the HTTP API of AWS, which decodes, nobody can tell an encoded
 * slash from a slash, and an encoded question mark ends the path: here neither passes for another path.
 */
function oddTarget(target: string): string | null {
  const [path = ''] = target.split('?');
  if (!path.startsWith('/')) return 'that begins with "/"';
  try {
    const isOther = path.split('/').some((word) => /[/?]/.test(decodeURIComponent(word)));
    return isOther ? 'without an encoded slash or question mark' : null;
  } catch (error) {
    if (error instanceof URIError) return 'in percent-encoding';
    throw error;
  }
}

/** Of what somebody sent, enough to find it again. */
const beginningOf = (text: string): string => JSON.stringify(text.slice(0, 200));

/** What is wrong now may be right at the next request. */
const NEVER_KEPT = { 'cache-control': 'no-store' };

/** As the API itself says a problem. */
function problem(status: number, title: string, { code, message: detail }: Trouble): HttpResponse {
  const said = { type: `urn:howship:problem:${code}`, title, status, detail, code };
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...NEVER_KEPT },
    body: Buffer.from(JSON.stringify(said)),
  };
}

function failure({ kind }: InvocationFailure): HttpResponse {
  switch (kind) {
    case 'timeout':
      return message(504, 'Gateway Timeout: the function did not answer in its time');
    case 'too-large':
      return message(502, 'Bad Gateway: the answer is larger than the 6 MB that a function can give');
    case 'stopped':
      return message(503, 'Service Unavailable: the stack stops');
    default:
      return message(500, 'Internal Server Error');
  }
}

/** What API Gateway itself says, in its own shape. */
function message(status: number, text: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...NEVER_KEPT },
    body: Buffer.from(JSON.stringify({ message: text })),
  };
}

function partsOf(request: IncomingMessage) {
  const headers: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) headers[name] = values ?? [];
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    httpVersion: request.httpVersion,
    headers,
    sourceIp: request.socket.remoteAddress ?? LOOPBACK,
  };
}

/** Headers that belong to a connection, which the function does not see. */
const HOP_BY_HOP = ['connection', 'content-length', 'keep-alive', 'transfer-encoding'];

function write(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (!HOP_BY_HOP.includes(name.toLowerCase()))
      response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (status === 413) response.setHeader('connection', 'close');
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.byteLength);
  response.end(body);
}
