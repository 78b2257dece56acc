import { readNetworks } from '../domain/notify/receiver-address.ts';
import { ENVIRONMENT } from './environment-names.ts';

/** Private addresses and networks that the operator lets webhooks be sent to: `127.0.0.1, 10.1.0.0/16`. None by default. */
export function privateReceivers(source: NodeJS.ProcessEnv = process.env): readonly string[] {
  const text = source[ENVIRONMENT.privateReceivers] ?? '';
  const networks = readNetworks(text);
  if (networks !== null) return networks;
  throw new Error(
    `expected ${ENVIRONMENT.privateReceivers} to be addresses and networks such as 127.0.0.1, 10.1.0.0/16, got ${text}`,
  );
}
