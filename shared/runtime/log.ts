import { Damaged } from '../domain/damaged.ts';
import { DAMAGED_CODE } from './environment-names.ts';

/** One JSON line an event, on standard output or error, where CloudWatch and the local stack's logs pick it up. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, error: unknown, facts?: Readonly<Record<string, unknown>>): void;
}

export const log: Log = {
  info: (message, facts = {}) => write('info', message, facts),
  error: (message, error, facts = {}) =>
    write('error', message, { ...codeOf(error), ...facts, error: describe(error) }),
};

function write(level: 'info' | 'error', message: string, facts: Readonly<Record<string, unknown>>): void {
  const line = JSON.stringify({ level, message, ...facts });
  if (level === 'error') console.error(line);
  else console.log(line);
}

function codeOf(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof Damaged ? { code: DAMAGED_CODE, key: error.key } : {};
}

/** An Error stringifies to `{}`; what helps is its name, message, stack and cause. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: describe(cause) }) };
}
