/*
 * What the stack and the process of a function say to each other. No zod here: it would triple the time that a process
 * takes to start.
 */

/** The stack to the function: one event to handle. */
export interface Invocation {
  readonly id: string;
  /** JSON text. */
  readonly event: string;
  /** ms since the epoch */
  readonly deadline: number;
}

/** The function to the stack: that it loaded, or how an invocation ended. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed-to-load'; readonly message: string }
  | { readonly kind: 'result'; readonly id: string; readonly result: string }
  | { readonly kind: 'error'; readonly id: string; readonly message: string }
  | { readonly kind: 'too-large'; readonly id: string; readonly bytes: number };

/** Lambda's limit on an event and on a result of a synchronous invocation: 6 MB of JSON, and 100 KB it adds to results. */
export const MAX_EVENT_BYTES = 6 * 1024 * 1024;
export const MAX_RESULT_BYTES = MAX_EVENT_BYTES + 100 * 1024;

export function isInvocation(message: unknown): message is Invocation {
  return (
    typeof message === 'object' &&
    message !== null &&
    'id' in message &&
    typeof message.id === 'string' &&
    'event' in message &&
    typeof message.event === 'string' &&
    'deadline' in message &&
    typeof message.deadline === 'number'
  );
}
