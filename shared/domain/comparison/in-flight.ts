/** Pits that a channel counts are counted in flight: an endpoint of their own, whatever they are called. */
import type { Remark } from '../assay/sample-register.ts';
import type { Definition } from '../experiment/definition.ts';
import { type DefinitionWarning, warning } from '../experiment/definition-warning.ts';
import { isOfPits } from '../experiment/pit-assay.ts';
import { PIT_ENDPOINTS } from '../experiment/pit-schema.ts';
import { quoted } from '../quoted.ts';
import { quantityOf } from './required-quantities.ts';

/** What people call a count of pits, beside the names that endpoints of slices have. */
const OTHER_NAMES = ['pit count', 'resorption pits', 'pit number', 'number of pits'];
const OF_PITS: ReadonlySet<string> = new Set([
  ...PIT_ENDPOINTS,
  ...PIT_ENDPOINTS.map((one) => one.replaceAll('-', ' ')),
  ...OTHER_NAMES,
]);

export const IN_FLIGHT = 'count.in-flight';

/** Beside a comparison of telemetry; nothing where the channel measures something else. */
export function inFlightRemark(index: { readonly definition: Definition }, series: string): Remark[] {
  if (!OF_PITS.has(quantityOf(index, series))) return [];
  const message =
    'counted in flight, by a channel: an endpoint of its own, and no part of what is counted on slices after flight';
  return [{ code: IN_FLIGHT, message }];
}

/** Where a channel is called as an endpoint of slices, a question of that name is one of both. */
export function inFlightWarnings({ channels, assays }: Definition): DefinitionWarning[] {
  if (!assays.some(isOfPits)) return [];
  return channels.flatMap(({ id }, i) => {
    if (!PIT_ENDPOINTS.some((endpoint) => endpoint === id)) return [];
    const message = `slices have an endpoint ${quoted(id)} too: what the channel counts in flight is never added to it, but a primary question ${quoted(id)} asks for both; call the channel otherwise, such as ${quoted(`${id}-in-flight`)}`;
    return [warning('definition.endpoint-of-both', ['channels', i, 'id'], message)];
  });
}
