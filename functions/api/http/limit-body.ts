import { bodyLimit } from 'hono/body-limit';
import { Refusal } from '../../../shared/domain/refusal.ts';

/** Of any body: definitions and tables of events are written by people. */
const LONGEST_BODY = 1 << 20;

/** Refuses a longer body with `request.too-large`. */
export const limitBody = () => bodyLimit({ maxSize: LONGEST_BODY, onError: tooLarge });

function tooLarge(): never {
  throw new Refusal(
    'too-large',
    'request.too-large',
    `the body is larger than ${LONGEST_BODY} bytes; telemetry goes to the link that POST …/downlinks answers`,
  );
}
