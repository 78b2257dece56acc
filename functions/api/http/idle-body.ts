/**
 * Reads take no body, but clients send them (RFC 9110, 9.3.1), and an HTTP API hands them on. A `Request` cannot be made of
 * such an event, so that its caller would be told "Invalid request" and nothing else.
 */
import type { LambdaEvent } from 'hono/aws-lambda';

const READS: readonly string[] = ['GET', 'HEAD'];

/** The event without the body of a read, which no operation looks at. */
export function withoutIdleBody<E extends LambdaEvent>(event: E): E {
  if (!('requestContext' in event) || !('http' in event.requestContext)) return event;
  return READS.includes(event.requestContext.http.method) ? { ...event, body: null } : event;
}
