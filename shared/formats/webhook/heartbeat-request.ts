import { isoOf, type Micros } from '../../domain/time.ts';
import type { WebhookRequest } from './webhook-request.ts';

/** Says nothing but that watch, queue and notify work: who waits for it learns from its absence. */
export function heartbeatRequest(experiment: string, url: string, at: Micros): WebhookRequest {
  return {
    url,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Howship',
      'Idempotency-Key': `${experiment}/heartbeat/${isoOf(at)}`,
    },
    body: JSON.stringify({ experiment, about: 'HEARTBEAT', at: isoOf(at) }),
  };
}
