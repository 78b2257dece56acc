/** Why there is no answer, or why the one that is shown is old. */
import { momentIn, type Zone } from './zoned-text.ts';

interface Stale {
  readonly answer: unknown;
  readonly cameAt: number | null;
  readonly failure: { readonly status: number | null; readonly message: string } | null;
}

const NOT_FOUND = 404;
const FORBIDDEN = 403;

export function staleText({ answer, cameAt, failure }: Stale, what: string, zone: Zone): string {
  if (answer === null && failure?.status === FORBIDDEN)
    return `Your token does not allow ${what}: ${failure.message}`;
  if (answer === null || cameAt === null) return `No answer for ${what}: ${failure?.message ?? 'none came'}`;
  const of = `What is shown is of ${momentIn(cameAt, zone)} and may be out of date.`;
  if (failure === null) return `Out of date: no newer answer has come, though one is asked for. ${of}`;
  if (failure.status === null) return `Connection lost. ${of} ${failure.message}`;
  if (failure.status === NOT_FOUND) return `It is not there any more. ${of} ${failure.message}`;
  if (failure.status === FORBIDDEN) return `Your token allows it no more. ${of} ${failure.message}`;
  return `The stack could not answer. ${of} ${failure.message}`;
}
