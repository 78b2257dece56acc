/**
 * The path of a request behind a front door that decodes it. An HTTP API hands `/a%2Fb` on as `/a/b`, `%23` as `#` and
 * `%2e%2e` as `..`; put into an address as it is, such a path names another operation than the caller wrote.
 */
import type { LambdaEvent } from 'hono/aws-lambda';

/** The event with a path that an address keeps: each word encoded again, or all of it as one word where that is not enough. */
export function withKeptPath<E extends LambdaEvent>(event: E): E {
  if (!('rawPath' in event) || typeof event.rawPath !== 'string') return event;
  const { rawPath } = event;
  const words = rawPath.split('/');
  const isKept = rawPath.startsWith('/') && words.slice(1).every((word) => word !== '.' && word !== '..');
  return { ...event, rawPath: isKept ? words.map(encoded).join('/') : `/${encoded(rawPath)}` };
}

/** A lone surrogate, which no UTF-8 has, is asked for as the character that stands for what cannot be read. */
const encoded = (word: string): string => encodeURIComponent(word.toWellFormed());
