import { utcText } from '../words/instant.ts';
import type { AnyAnomaly } from './anomaly.ts';

/** `, while it settles after medium-exchange of 1 Mar 08:00 UTC`; nothing where no event explains it. */
export function explainedText({ explainedBy }: Pick<AnyAnomaly, 'explainedBy'>): string {
  if (explainedBy === undefined) return '';
  return `, while it settles after ${explainedBy.event} of ${utcText(explainedBy.at)}`;
}
