/** What was received of a series and is no value of it, so that a picture has no point of it. */
import type { TelemetryOnWire } from '../../contract/telemetry.ts';
import { spoiltText } from '../../domain/downlink/spoilt.ts';
import { parseInstant } from '../../domain/instant.ts';
import { utcSpan } from '../../domain/words/instant.ts';

/** `14 missing codes, 3 Mar 18:40 to 20:50 UTC; samples read as K, which …`; empty where all was a value. */
export function withoutValueText({ without, unconverted = [] }: TelemetryOnWire): string {
  const spoilt = without === undefined ? '' : spoiltText(without);
  const [first, last] = [without?.windows[0], without?.windows.at(-1)];
  const when =
    first === undefined || last === undefined
      ? ''
      : `, ${utcSpan(parseInstant(first.t), parseInstant(last.t))}`;
  return [
    ...(spoilt === '' ? [] : [`${spoilt}${when}`]),
    ...unconverted.map(({ sentence }) => `samples ${sentence}`),
  ].join('; ');
}
