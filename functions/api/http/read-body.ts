/** Bodies: their text, and JSON with the place of what is wrong. */
import type { Context } from 'hono';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { refuseDeepJson } from '../../../shared/formats/json-levels.ts';
import { HttpRefusal } from '../../../shared/runtime/problem.ts';

/** The type of the body without parameters, in lower case; empty where none is named. */
export function mediaTypeOf(context: Context): string {
  return (context.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Refuses with 415 a body of another type than those read here. */
export function requireMediaType(context: Context, read: readonly string[]): string {
  const type = mediaTypeOf(context);
  if (read.includes(type)) return type;
  const came = type === '' ? 'none' : type;
  throw new HttpRefusal(
    415,
    'request.media-type',
    `expected a Content-Type of ${read.join(' or ')}, got ${came}`,
  );
}

/** The body as UTF-8. Refuses bytes that are none: they would be replaced silently. */
export async function readText(context: Context): Promise<string> {
  const bytes = await context.req.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Refusal(
      'invalid',
      'request.not-utf8',
      'the body is no UTF-8 text; save it as UTF-8 and send it again',
      {},
      { cause: error },
    );
  }
}

/** The body as JSON. Refuses what is none with line and column, where the parser names the position. */
export async function readJson(context: Context): Promise<unknown> {
  requireMediaType(context, ['application/json']);
  const text = await readText(context);
  refuseDeepJson(text);
  try {
    return JSON.parse(text, refuseProto);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notJson(text, error);
  }
}

/** Objects of JavaScript lose it: what it says would be gone without a word. */
function refuseProto(key: string, value: unknown): unknown {
  if (key !== '__proto__') return value;
  throw new Refusal(
    'invalid',
    'request.key',
    'the key "__proto__" names nothing here: leave it out, or rename it',
  );
}

/** The same where there may be no body: then it is as if an empty object had come. */
export async function readJsonOrNothing(context: Context): Promise<unknown> {
  const isEmpty = (await readText(context)).trim() === '';
  return isEmpty ? {} : readJson(context);
}

function notJson(text: string, error: SyntaxError): Refusal {
  const position = positionOf(text, error);
  if (position === null) {
    return new Refusal(
      'invalid',
      'request.not-json',
      `expected a body in JSON, got something else: ${error.message.replace(/\s+/g, ' ')}`,
      {},
      { cause: error },
    );
  }
  const before = text.slice(0, position).split('\n');
  const place = { line: before.length, column: String(before.at(-1)!.length + 1) };
  const sentence = `expected a body in JSON, got something else: line ${place.line}, column ${place.column}`;
  return new Refusal('invalid', 'request.not-json', sentence, place, { cause: error });
}

/** The parser names the position in some of its messages only. */
function positionOf(text: string, error: SyntaxError): number | null {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  if (position !== undefined) return Number(position);
  return error.message.includes('end of JSON') ? text.length : null;
}
