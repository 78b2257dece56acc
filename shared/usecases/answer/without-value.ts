/** What was received of a series and is no value of it, so that a picture has no point of it. */
import type { TelemetryOnWire } from '../../contract/telemetry.ts';
import { spoiltText } from '../../domain/downlink/spoilt.ts';
import { parseDuration } from '../../domain/duration.ts';
import { parseInstant } from '../../domain/instant.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { utcSpan, utcText } from '../../domain/words/instant.ts';

/** `14 missing codes, 3 Mar 18:40 to 20:50 UTC; samples read as K, which …`; empty where all was a value. */
export function withoutValueText({ without, unconverted = [], resolution }: TelemetryOnWire): string {
  const spoilt = without === undefined ? '' : spoiltText(without);
  const [first, last] = [without?.windows[0], without?.windows.at(-1)];
  const when = first === undefined || last === undefined ? '' : `, ${whenText(first.t, last.t, resolution)}`;
  return [
    ...(spoilt === '' ? [] : [`${spoilt}${when}`]),
    ...unconverted.map(({ sentence }) => `samples ${sentence}`),
  ].join('; ');
}

/** To the end of the last window; samples that are told one by one have no length. */
function whenText(first: string, last: string, resolution: string): string {
  const length = resolution === 'raw' ? 0 : parseDuration(resolution) * MICROS_PER_SECOND;
  const [from, to] = [parseInstant(first), parseInstant(last) + length];
  return from === to ? utcText(from) : utcSpan(from, to);
}
