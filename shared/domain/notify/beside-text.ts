/** What the twin and the siblings of a unit show in the same channel: whether payload, cabin or sensor is at fault. */
import { severityNow } from '../anomaly/urgency.ts';
import { type Anomaly, detectorNamed } from '../detect/registry.ts';
import { channelOf } from '../telemetry/frame.ts';

export interface Beside {
  readonly unit: string;
  readonly is: 'TWIN' | 'SIBLING';
  readonly anomalies: readonly Anomaly[];
}

/** `Its twin GU1 shows nothing in temperature. Of its siblings FU2 shows it too: WARNING LIMIT; FU3 does not.` */
export function besideLines({ channels, unit }: Anomaly, others: readonly Beside[]): string[] {
  const [series] = channels;
  if (unit === undefined || series === undefined || others.length === 0) return [];
  const channel = channelOf(series);
  const shows = ({ anomalies }: Beside): string | null => {
    const found = anomalies.filter(
      (one) =>
        one.current !== undefined &&
        !detectorNamed(one.kind).isLogOnly &&
        one.channels.some((other) => channelOf(other) === channel),
    );
    return found.length === 0 ? null : found.map((one) => `${severityNow(one)} ${one.kind}`).join(', ');
  };
  const said = (is: Beside['is']) =>
    others.filter((one) => one.is === is).map((one) => [one.unit, shows(one)] as const);
  const twins = said('TWIN').map(([name, what]) =>
    what === null
      ? `Its twin ${name} shows nothing in ${channel}.`
      : `Its twin ${name} shows in ${channel}: ${what}.`,
  );
  const siblings = said('SIBLING');
  const alike = siblings.flatMap(([name, what]) => (what === null ? [] : [`${name} (${what})`]));
  const rest = siblings.length - alike.length;
  const told = alike.length === 0 ? 'none shows anything' : `${alike.join(', ')} show something`;
  const line = `Of its ${siblings.length === 1 ? 'one sibling' : `${siblings.length} siblings`} ${told} in ${channel}${alike.length > 0 && rest > 0 ? `, ${rest} nothing` : ''}.`;
  return [...twins, ...(siblings.length === 0 ? [] : [line])];
}
